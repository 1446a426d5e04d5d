import type { Comparison } from './compare.ts';

/** One line of the table. */
interface Line {
  readonly name: string;
  readonly measured: string;
  readonly limit?: string;
  readonly share?: string;
  readonly p99?: string;
  readonly cpu?: string;
  readonly cpuShare?: string;
  readonly target: string;
  /** undefined: nothing was promised. */
  readonly met: boolean | undefined;
}

const COLUMNS: readonly [title: string, cell: (line: Line) => string | undefined][] = [
  ['', (line) => line.name],
  ['NekoHub', (line) => line.measured],
  ['raw limit', (line) => line.limit],
  ['share', (line) => line.share],
  ['p99', (line) => line.p99],
  ['CPU a request', (line) => line.cpu],
  ['share', (line) => line.cpuShare],
  ['target', (line) => line.target],
  ['', (line) => ({ true: 'ok', false: 'MISSED', undefined: '' })[`${line.met}`]],
];

const lines: Line[] = [];

/** Notes a result that stands for itself. @param met undefined when there is nothing to meet */
export function note(name: string, measured: string, target: string, met: boolean | undefined): void {
  add({ name, measured, target, met });
}

/** Notes a comparison. @param atLeast the share of the limit's requests per second that was promised, if any */
export function noteShare(name: string, { ours, limit, share, cpuShare }: Comparison, atLeast?: number): void {
  const [own, bare] = [ours.cpuMicroseconds, limit.cpuMicroseconds];
  add({
    name,
    measured: rate(ours.requestsPerSecond),
    limit: rate(limit.requestsPerSecond),
    share: percent(share),
    p99: `${ours.p99Ms} ms`,
    ...(own && bare && { cpu: `${own.toFixed(0)} / ${bare.toFixed(0)} µs` }),
    ...(cpuShare && { cpuShare: percent(cpuShare) }),
    target: atLeast === undefined ? '' : `≥ ${percent(atLeast)}`,
    met: atLeast === undefined ? undefined : share >= atLeast,
  });
}

/** Notes a rate beside what a bare version of the same reaches. @param atLeast the share of that which was promised */
export function noteRate(name: string, perSecond: number, limit: number, atLeast: number): void {
  const share = perSecond / limit;
  add({
    name,
    measured: rate(perSecond),
    limit: rate(limit),
    share: percent(share),
    target: `≥ ${percent(atLeast)}`,
    met: share >= atLeast,
  });
}

/** Everything noted so far, as a table in Markdown, which reads well as it is. */
export function table(): string {
  const cells = [COLUMNS.map(([title]) => title), ...lines.map((line) => COLUMNS.map(([, cell]) => cell(line) ?? ''))];
  const widths = COLUMNS.map((_column, index) => Math.max(3, ...cells.map((row) => (row[index] ?? '').length)));
  const rows = cells.map((row) => row.map((cell, index) => aligned(cell, index, widths[index] ?? 0)));
  const rule = widths.map((width, index) => (index === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [rows[0] ?? [], rule, ...rows.slice(1)].map((row) => `| ${row.join(' | ')} |\n`).join('');
}

/** How many results missed their target. */
export const misses = (): number => lines.filter((line) => line.met === false).length;

/** Says on the side what is under way: the table itself comes at the end. */
export const progress = (text: string): void => void process.stderr.write(`${text}\n`);

function add(line: Line): void {
  lines.push(line);
  progress(`  ${[line.name, line.measured, line.share].filter(Boolean).join('  ')}`);
}

const aligned = (cell: string, column: number, width: number): string =>
  column === 0 ? cell.padEnd(width) : cell.padStart(width);

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const rate = (perSecond: number): string => `${Math.round(perSecond)}/s`;
