import { groupOf, SETTING_GROUPS, SETTING_NAMES } from '../src/config/groups.ts';
import { SETTINGS, type Setting, type SettingName } from '../src/config/settings.ts';

const INTRODUCTION = `# Settings

From the environment, or from a file \`.env\` in the folder that NekoHub is started in; the environment wins. Names
match in any case. A list is one comma-separated value, or one setting an entry: \`Name__0\`, \`Name__1\`, …

They are read when NekoHub starts. Those in force are shown by \`npm start -- config\`, in the console under *Settings*, and by
\`GET /api/v1/system/settings\`; of secrets, only whether they are set.
`;

/** The page about all settings, in Markdown, from the settings themselves. */
export function settingsDocument(): string {
  const byGroup = Map.groupBy(SETTING_NAMES, groupOf);
  const parts = SETTING_GROUPS.flatMap((group) => [
    `## ${group}\n`,
    '| setting | default | meaning |',
    '|---|---|---|',
    ...(byGroup.get(group) ?? []).map(rowOf),
    '',
  ]);
  return [INTRODUCTION, ...parts].join('\n');
}

function rowOf(name: SettingName): string {
  const setting: Setting<unknown> = SETTINGS[name];
  const spellings = [name, ...(setting.indexed ? [`${name}__0`] : []), ...(setting.aliases ?? [])];
  const fallback = setting.default ? `\`${setting.default}\`` : '–';
  const names = spellings.map((spelling) => `\`${spelling}\``).join(', ');
  return `| ${names} | ${fallback} | ${setting.doc} Expected: ${setting.kind.expected}. |`;
}
