/** Programs that agents live in, as people know them; `json` is for all others. */
export type AgentClient = 'claudeCode' | 'claudeDesktop' | 'vsCode' | 'cursor' | 'json';

export interface AgentConfiguration {
  client: AgentClient;
  /** Where it belongs: the name of a file, or a shell. */
  place: string | null;
  text: string;
}

/** Stands for a key where it cannot be known any more. */
export const KEY_PLACEHOLDER = 'YOUR_API_KEY';

const NAME = 'nekohub';

/** What connects each program to the hub at `origin` with this key. */
export const agentConfigurations = (origin: string, key: string): AgentConfiguration[] => {
  const url = `${origin}/mcp`;
  const authorization = `Bearer ${key}`;
  const headers = { Authorization: authorization };
  return [
    {
      client: 'claudeCode',
      place: null,
      text: `claude mcp add --transport http ${NAME} ${url} --header "Authorization: ${authorization}"`,
    },
    {
      client: 'claudeDesktop',
      place: 'claude_desktop_config.json',
      // It starts programs alone; this one passes on what it is told. The header comes from the environment, as a blank
      // within an argument does not reach programs on Windows.
      text: json({
        mcpServers: {
          [NAME]: {
            command: 'npx',
            args: [
              '-y',
              'mcp-remote',
              url,
              ...(url.startsWith('http:') ? ['--allow-http'] : []),
              '--header',
              // biome-ignore lint/suspicious/noTemplateCurlyInString: mcp-remote fills it in.
              'Authorization:${NEKOHUB_AUTHORIZATION}',
            ],
            env: { NEKOHUB_AUTHORIZATION: authorization },
          },
        },
      }),
    },
    {
      client: 'vsCode',
      place: '.vscode/mcp.json',
      // Such a file is often shared with others, so the editor asks for the key and keeps it elsewhere.
      text: json({
        inputs: [{ type: 'promptString', id: 'nekohub-key', description: 'NekoHub API key', password: true }],
        servers: {
          // biome-ignore lint/suspicious/noTemplateCurlyInString: VS Code fills it in.
          [NAME]: { type: 'http', url, headers: { Authorization: 'Bearer ${input:nekohub-key}' } },
        },
      }),
    },
    { client: 'cursor', place: '~/.cursor/mcp.json', text: json({ mcpServers: { [NAME]: { url, headers } } }) },
    { client: 'json', place: null, text: json({ mcpServers: { [NAME]: { type: 'http', url, headers } } }) },
  ];
};

const json = (value: object): string => JSON.stringify(value, null, 2);
