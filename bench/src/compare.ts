import { type Load, median, type Round, sendLoad } from './load.ts';
import type { ServerProcess } from './processes.ts';

const ROUNDS = 5;
const WARM_UP_SECONDS = 2;
const ROUND_SECONDS = 3;

export interface Side {
  readonly server: ServerProcess;
  readonly load: Load;
}

/** The hub beside the raw limit, from rounds that took turns, so that a busy neighbour slows both. */
export interface Comparison {
  readonly hub: Round;
  readonly limit: Round;
  /** Of the requests per second of the limit. */
  readonly share: number;
  /** CPU of the limit for one request, as a part of the hub's. */
  readonly cpuShare: number | undefined;
}

export async function compare(hub: Side, limit: Side): Promise<Comparison> {
  await sendLoad(limit.server, limit.load, WARM_UP_SECONDS);
  await sendLoad(hub.server, hub.load, WARM_UP_SECONDS);
  const pairs: { hub: Round; limit: Round }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const limitRound = await sendLoad(limit.server, limit.load, ROUND_SECONDS);
    pairs.push({ limit: limitRound, hub: await sendLoad(hub.server, hub.load, ROUND_SECONDS) });
  }
  const cpuShares = pairs.flatMap(({ hub: ours, limit: bare }) =>
    ours.cpuMicroseconds && bare.cpuMicroseconds ? [bare.cpuMicroseconds / ours.cpuMicroseconds] : [],
  );
  return {
    hub: summary(pairs.map((pair) => pair.hub)),
    limit: summary(pairs.map((pair) => pair.limit)),
    share: median(pairs.map((pair) => pair.hub.requestsPerSecond / pair.limit.requestsPerSecond)),
    cpuShare: cpuShares.length > 0 ? median(cpuShares) : undefined,
  };
}

function summary(rounds: readonly Round[]): Round {
  const cpu = rounds.flatMap((round) => round.cpuMicroseconds ?? []);
  return {
    requestsPerSecond: median(rounds.map((round) => round.requestsPerSecond)),
    cpuMicroseconds: cpu.length > 0 ? median(cpu) : undefined,
    p99Ms: median(rounds.map((round) => round.p99Ms)),
  };
}
