import type { CompleteRequestParams } from '@modelcontextprotocol/server';
import { authorize } from '../../core/actor.ts';
import { toListing } from '../assets/service.ts';
import { LANGUAGES } from './languages.ts';
import type { ToolCaller, ToolServices } from './tool.ts';

/** As many as the protocol lets an answer have. */
const MAX_VALUES = 100;
const SIZES = { defaultPageSize: MAX_VALUES, maxPageSize: MAX_VALUES };

/**
 * What could stand in the gap of a resource's address or in an argument of a prompt: ids of pictures, the newest first,
 * that begin with what was typed or whose texts have it; names of skills; languages.
 */
export async function complete(
  { assets, skills }: Pick<ToolServices, 'assets' | 'skills'>,
  caller: ToolCaller,
  { argument }: CompleteRequestParams,
) {
  const typed = argument.value.trim().toLowerCase();
  const beginning = (values: readonly string[]) => values.filter((value) => value.toLowerCase().startsWith(typed));
  if (argument.name === 'language') return completion(beginning(LANGUAGES));
  if (!caller.actor.permissions.has('assets.read')) return completion([]);
  const grant = authorize(caller, 'assets.read');
  if (argument.name === 'name' || argument.name === 'skillName') {
    return completion(beginning(skills.list(grant).map(({ skillName }) => skillName)));
  }
  if (argument.name !== 'id' && argument.name !== 'assetId') return completion([]);
  const find = async (query: string | undefined) => {
    const { listing } = toListing(query === undefined ? {} : { query }, SIZES);
    return (await assets.search(grant, listing, caller.linkBase)).items.map(({ id }) => String(id));
  };
  const newest = beginning(await find(undefined));
  return completion(newest.length > 0 ? newest : await find(typed));
}

const completion = (values: readonly string[]) => ({ completion: { values: values.slice(0, MAX_VALUES) } });
