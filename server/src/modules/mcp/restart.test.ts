import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { expect, test } from 'vitest';
import { API_KEY, bearer } from '../../../test/app.ts';
import { createEmptyTestDatabase } from '../../../test/database.ts';
import { runProgram } from '../../../test/program.ts';

const CLIENTS = 20;

test('clients of every revision go on after a restart as if there had been none', async () => {
  const database = await createEmptyTestDatabase();
  const start = (port: string) =>
    runProgram(
      ['serve'],
      { ...database.env, Server__Port: port, Auth__ApiKey__Enabled: 'true', Auth__ApiKey__Keys__0: API_KEY },
      database.dataPath,
    );
  const running = [start('0')];
  try {
    const url = new URL('/mcp', await running[0]?.ready());
    const clients = await Promise.all(
      Array.from({ length: CLIENTS }, async (_, index) => {
        const mode = index % 2 ? 'legacy' : 'auto';
        const client = new Client({ name: 'test', version: '1.0.0' }, { versionNegotiation: { mode } });
        await client.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers: bearer(API_KEY) } }));
        return client;
      }),
    );
    const ask = () =>
      Promise.all(clients.map((client) => client.callTool({ name: 'list_assets', arguments: { pageSize: 5 } })));
    const before = await ask();
    expect(await running[0]?.stop()).toBe(0);
    const second = start(url.port);
    running.push(second);
    await second.ready();
    expect(await ask()).toEqual(before);
    expect(before[0]?.structuredContent).toMatchObject({ total: 0 });
    await Promise.all(clients.map((client) => client.close()));
  } finally {
    await Promise.all(running.map((program) => program.stop()));
    await database.remove();
  }
});
