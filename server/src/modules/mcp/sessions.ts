import { randomBytes } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { type Clock, MINUTE, SECOND } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';

const MAX_SESSIONS = 200;
const MAX_SESSIONS_OF_A_KEY = 20;
/** Keeps proxies from taking a quiet stream for a dead one. */
const HEARTBEAT_MS = 20 * SECOND;
/** Without a message from the client. */
const IDLE_MS = 30 * MINUTE;
/** Of answers that the client does not fetch; the largest one of ours is far smaller. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024;
const BUSY_RETRY_AFTER_SECONDS = 60;

/** Event streams of clients of revision 2024-11-05 (MCP, "HTTP with SSE"), in the memory of this process. */
export interface SseSessions {
  /**
   * Begins a stream, with the address for messages as its first event.
   * @param key the name of the key that it belongs to
   * @throws AppError `server_busy`
   */
  open(key: string, addressOf: (id: string) => string): PassThrough;
  /** What sends an answer on the stream of a session. @throws AppError `mcp_session_not_found`, also for another key */
  find(id: string, key: string): (answer: string) => void;
  /** Ends all streams. */
  close(): void;
}

interface Session {
  readonly key: string;
  readonly stream: PassThrough;
  lastMessageAt: number;
}

export function createSseSessions(clock: Pick<Clock, 'now'>): SseSessions {
  const sessions = new Map<string, Session>();

  const send = ({ stream }: Session, text: string): void => {
    stream.write(text);
    if (stream.writableLength > MAX_WAITING_BYTES) stream.destroy();
  };

  return {
    open(key, addressOf) {
      const own = [...sessions.values()].filter((session) => session.key === key);
      if (sessions.size >= MAX_SESSIONS || own.length >= MAX_SESSIONS_OF_A_KEY) {
        throw new AppError('server_busy', 'Too many event streams are open. Close some, or connect to /mcp.', {
          retryAfterSeconds: BUSY_RETRY_AFTER_SECONDS,
        });
      }
      const id = randomBytes(16).toString('hex');
      const session: Session = { key, stream: new PassThrough(), lastMessageAt: clock.now() };
      sessions.set(id, session);
      const heartbeat = setInterval(() => {
        if (clock.now() - session.lastMessageAt >= IDLE_MS) session.stream.end();
        else send(session, ': still here\n\n');
      }, HEARTBEAT_MS);
      heartbeat.unref();
      session.stream.once('close', () => {
        clearInterval(heartbeat);
        sessions.delete(id);
      });
      send(session, `event: endpoint\ndata: ${addressOf(id)}\n\n`);
      return session.stream;
    },

    find(id, key) {
      const session = sessions.get(id);
      if (session?.key !== key) throw new AppError('mcp_session_not_found');
      session.lastMessageAt = clock.now();
      return (answer) => send(session, `event: message\ndata: ${answer}\n\n`);
    },

    close() {
      for (const { stream } of sessions.values()) stream.end();
    },
  };
}
