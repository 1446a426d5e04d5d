import { browserTabs, createNekoHubClient, createSession } from '@nekohub/client';

/** The one session of this browser, shared with its other tabs. */
export const session = createSession({ tabs: browserTabs('nekohub.session') });

export const client = createNekoHubClient({ credentials: session });
