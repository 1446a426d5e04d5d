/** The program, which says at its end how much memory it took at most. */
import { existsSync, readFileSync } from 'node:fs';

const STATUS = '/proc/self/status';

/** On Linux not as the system counts it for its parent: that begins with what the parent took. */
const peakKilobytes = (): number =>
  existsSync(STATUS)
    ? Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(STATUS, 'utf8'))?.[1])
    : process.resourceUsage().maxRSS;

process.on('exit', () => process.stdout.write(`Peak: ${Math.round(peakKilobytes() / 1024)} MB\n`));
await import('../../src/main.ts');
