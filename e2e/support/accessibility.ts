import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';

/** The rules that a theme has a say in; all others find the same in each. */
const aboutColours = ['color-contrast', 'link-in-text-block'];

/**
 * No fault that keeps people out: axe's serious and critical findings.
 * @param rules their names; every rule there is when missing
 */
async function expectAccessible(page: Page, rules?: string[]): Promise<void> {
  await settledColours(page);
  if (await page.evaluate(() => !('axe' in window))) await page.evaluate(axe.source);
  const grave = await page.evaluate(async (runOnly) => {
    // It was put into the page as a script.
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

/**
 * Waits until what is shown has its last colours. A browser that is asked for less motion gives every change a transition
 * too short to be seen; where a colour is inherited it takes one frame after the other.
 */
async function settledColours(page: Page): Promise<void> {
  const changing = () => document.getAnimations().filter((animation) => animation instanceof CSSTransition).length;
  await expect.poll(() => page.evaluate(changing)).toBe(0);
}

/** Accessible as it is shown in the light theme, and as readable in the dark one. */
export async function expectAccessibleInBothThemes(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    await expectAccessible(page, colorScheme === 'light' ? undefined : aboutColours);
  }
}

/** Nothing is wider than the window, once lists are laid out anew for its width. */
export async function expectFitsWidth(page: Page): Promise<void> {
  const excess = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await expect.poll(excess, `${page.url()} fits its window`).toBeLessThanOrEqual(0);
}
