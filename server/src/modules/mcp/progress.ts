import type { ServerContext } from '@modelcontextprotocol/server';
import type { ToolCaller } from './tool.ts';

export const NO_REPORT: ToolCaller['report'] = () => {};

/** Sends `notifications/progress` to a client that gave a token for it; each value once, as it must grow. */
export function createReport({ _meta, notify }: ServerContext['mcpReq']): ToolCaller['report'] {
  const progressToken = _meta?.progressToken;
  if (progressToken === undefined) return NO_REPORT;
  let last = -1;
  return (percent, message) => {
    if (percent <= last) return;
    last = percent;
    const params = { progressToken, progress: percent, total: 100, ...(message !== null && { message }) };
    // A client that is gone has heard enough.
    notify({ method: 'notifications/progress', params }).catch(() => {});
  };
}
