import { expect, test } from 'vitest';
import { agentConfigurations } from './agent-configurations.ts';

const ORIGIN = 'https://pictures.example';
const textOf = (client: string, origin = ORIGIN): string =>
  agentConfigurations(origin, 'nhk_key').find((one) => one.client === client)?.text ?? '';

test('each program gets what it reads', () => {
  expect(textOf('claudeCode')).toBe(
    'claude mcp add --transport http nekohub https://pictures.example/mcp --header "Authorization: Bearer nhk_key"',
  );
  const headers = { Authorization: 'Bearer nhk_key' };
  expect(JSON.parse(textOf('cursor'))).toEqual({ mcpServers: { nekohub: { url: `${ORIGIN}/mcp`, headers } } });
  expect(JSON.parse(textOf('json'))).toEqual({
    mcpServers: { nekohub: { type: 'http', url: `${ORIGIN}/mcp`, headers } },
  });
});

test('Claude Desktop gets the key by the environment, and may go without encryption only where there is none', () => {
  const { command, args, env } = JSON.parse(textOf('claudeDesktop')).mcpServers.nekohub;
  expect([command, ...args]).toEqual([
    'npx',
    '-y',
    'mcp-remote',
    `${ORIGIN}/mcp`,
    '--header',
    `Authorization:$\{NEKOHUB_AUTHORIZATION}`,
  ]);
  expect(env).toEqual({ NEKOHUB_AUTHORIZATION: 'Bearer nhk_key' });
  expect(textOf('claudeDesktop')).not.toContain('--allow-http');
  expect(textOf('claudeDesktop', 'http://nas:5121')).toContain('--allow-http');
});

test('VS Code asks for the key rather than having it in a file that is shared', () => {
  const { inputs, servers } = JSON.parse(textOf('vsCode'));
  expect(inputs).toMatchObject([{ type: 'promptString', password: true }]);
  expect(servers.nekohub.headers.Authorization).toBe(`Bearer $\{input:${inputs[0].id}}`);
  expect(textOf('vsCode')).not.toContain('nhk_key');
});
