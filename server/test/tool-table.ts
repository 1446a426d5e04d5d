import { TOOLS } from '../src/modules/mcp/registry.ts';

/** The tools in Markdown, from the tools themselves. */
export function toolTable(): string {
  const rows = TOOLS.map(({ permission, description: { name, description, annotations } }) => {
    const kind = annotations.readOnlyHint ? 'reads' : annotations.destructiveHint ? 'changes or removes' : 'adds';
    return `| \`${name}\` | ${permission ? `\`${permission}\`` : 'any key'} | ${kind} | ${description.replaceAll('|', '\\|')} |`;
  });
  return ['| tool | needs | | what it tells of itself |', '|---|---|---|---|', ...rows].join('\n');
}
