import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const read = (path: string) => readFileSync(join(import.meta.dirname, path), 'utf8');
const styled = (sheet: string) => [...sheet.matchAll(/styles\/(\w+)\.layer\.css/g)].map(([, name = '']) => name);

const loaded = new Set([...styled(read('styles.ts')), ...styled(read('console-styles.ts'))]);
const mantine = join(import.meta.dirname, '../../../node_modules/@mantine/core/styles');
const sourceFolder = join(import.meta.dirname, '..');

/** What a component is built of, as far as the style sheets go. */
const parts: Record<string, string[]> = {
  TextInput: ['Input'],
  Textarea: ['Input'],
  PasswordInput: ['Input', 'PasswordInput'],
  Checkbox: ['Checkbox', 'InlineInput'],
  Radio: ['Radio', 'InlineInput', 'Input'],
  NativeSelect: ['Input'],
  Switch: ['Switch', 'InlineInput'],
  Modal: ['Modal', 'ModalBase', 'Overlay', 'Paper'],
  Drawer: ['Drawer', 'ModalBase', 'Overlay', 'Paper'],
  Menu: ['Menu', 'Popover'],
  SegmentedControl: ['SegmentedControl', 'FloatingIndicator'],
};

it('every Mantine component in use has its style sheet', () => {
  const used = new Set<string>();
  for (const file of readdirSync(sourceFolder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.tsx')) continue;
    const imports = /import \{([^}]*)\} from '@mantine\/core'/.exec(readFileSync(join(sourceFolder, file), 'utf8'));
    for (const name of (imports?.[1] ?? '').split(',')) used.add(name.trim());
  }
  const needed = [...used].flatMap((name) => parts[name] ?? [name]);
  const missing = needed.filter((name) => existsSync(join(mantine, `${name}.layer.css`)) && !loaded.has(name));
  expect(missing).toEqual([]);
});
