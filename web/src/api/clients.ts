import { anonymous, createNekoHubClient } from '@nekohub/client';

/** For the public gallery and start-up facts: never sends credentials, even when somebody is signed in. */
export const publicClient = createNekoHubClient({ credentials: anonymous });
