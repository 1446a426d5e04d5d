import { type Load, median, type Round, sendLoad } from './load.ts';
import type { ServerProcess } from './processes.ts';

const ROUNDS = 7;
const ROUND_SECONDS = 2;
/** Before V8 has compiled what is hot, and caches are filled, numbers say little. */
const WARM_UP_REQUESTS = 4000;
const MAX_WARM_UP_SECONDS = 12;

export interface Side {
  readonly server: ServerProcess;
  readonly load: Load;
}

/** NekoHub beside the raw limit: medians of rounds that took turns, so that a busy neighbour slows both. */
export interface Comparison {
  readonly ours: Round;
  readonly limit: Round;
  /** Of the requests per second of the limit. */
  readonly share: number;
  /** CPU of the limit for one request, as a part of ours; undefined where it cannot be read. */
  readonly cpuShare: number | undefined;
}

export async function compare(ours: Side, limit: Side): Promise<Comparison> {
  await warmUp(limit);
  await warmUp(ours);
  const pairs: { ours: Round; limit: Round }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const limitRound = await sendLoad(limit.server, limit.load, ROUND_SECONDS);
    pairs.push({ limit: limitRound, ours: await sendLoad(ours.server, ours.load, ROUND_SECONDS) });
  }
  return {
    ours: summary(pairs.map((pair) => pair.ours)),
    limit: summary(pairs.map((pair) => pair.limit)),
    share: median(pairs.map((pair) => pair.ours.requestsPerSecond / pair.limit.requestsPerSecond)),
    cpuShare: medianOfKnown(
      pairs.map(({ ours: { cpuMicroseconds: own }, limit: { cpuMicroseconds: bare } }) => own && bare && bare / own),
    ),
  };
}

async function warmUp({ server, load }: Side): Promise<void> {
  let sent = 0;
  for (let seconds = 0; seconds < MAX_WARM_UP_SECONDS && sent < WARM_UP_REQUESTS; seconds += 1) {
    sent += (await sendLoad(server, load, 1)).requestsPerSecond;
  }
}

function summary(rounds: readonly Round[]): Round {
  return {
    requestsPerSecond: median(rounds.map((round) => round.requestsPerSecond)),
    cpuMicroseconds: medianOfKnown(rounds.map((round) => round.cpuMicroseconds)),
    p99Ms: median(rounds.map((round) => round.p99Ms)),
  };
}

function medianOfKnown(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length > 0 ? median(known) : undefined;
}
