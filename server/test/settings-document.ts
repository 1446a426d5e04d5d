import { SETTINGS, type Setting } from '../src/config/settings.ts';

const INTRODUCTION = `# Settings

From the environment, or from a file \`.env\` in the folder that NekoHub is started in; the environment wins. Names
match in any case. A list is one comma-separated value, or one setting an entry: \`Name__0\`, \`Name__1\`, …
`;

/** The page about all settings, in Markdown, from the settings themselves. */
export function settingsDocument(): string {
  const rows = Object.entries<Setting<unknown>>(SETTINGS).map(([name, setting]) => {
    const spellings = [name, ...(setting.indexed ? [`${name}__0`] : []), ...(setting.aliases ?? [])];
    const fallback = setting.default ? `\`${setting.default}\`` : '–';
    const names = spellings.map((spelling) => `\`${spelling}\``).join(', ');
    return `| ${names} | ${fallback} | ${setting.doc} Expected: ${setting.kind.expected}. |`;
  });
  return [INTRODUCTION, '| setting | default | meaning |', '|---|---|---|', ...rows, ''].join('\n');
}
