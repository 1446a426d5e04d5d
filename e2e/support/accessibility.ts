import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';

/** The rules that a theme has a say in; all others find the same in each. */
const aboutColours = ['color-contrast', 'link-in-text-block'];

/**
 * No fault that keeps people out: axe's serious and critical findings.
 * @param rules their names; every rule there is when missing
 */
async function expectAccessible(page: Page, rules?: string[]): Promise<void> {
  if (await page.evaluate(() => !('axe' in window))) await page.evaluate(axe.source);
  const grave = await page.evaluate(async (runOnly) => {
    const { run } = (window as unknown as { axe: typeof axe }).axe;
    const { violations } = await run(document, {
      ...(runOnly && { runOnly: { type: 'rule', values: runOnly } }),
      resultTypes: ['violations'],
      iframes: false,
    });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}\n${node.failureSummary ?? ''}`));
  }, rules);
  expect(grave, `${page.url()} is accessible`).toEqual([]);
}

/** Accessible as it is shown in the light theme, and as readable in the dark one. */
export async function expectAccessibleInBothThemes(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    await expectAccessible(page, colorScheme === 'light' ? undefined : aboutColours);
  }
}

/** Nothing is wider than the window. */
export async function expectFitsWidth(page: Page): Promise<void> {
  const wide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return { scrollWidth, clientWidth };
  });
  expect(wide.scrollWidth, `${page.url()} fits its window`).toBeLessThanOrEqual(wide.clientWidth);
}
