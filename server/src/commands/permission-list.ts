import { PERMISSIONS, type Permission } from '../core/permissions.ts';
import { UsageError } from './command.ts';

/** Reads permissions with commas between, in any case. @throws UsageError that names one which there is not */
export const permissionsOf = (list: string | undefined): Permission[] | undefined =>
  list?.trim() === '' ? [] : list?.split(',').map(permissionOf);

function permissionOf(text: string): Permission {
  const permission = PERMISSIONS.find((candidate) => candidate.toLowerCase() === text.trim().toLowerCase());
  if (permission === undefined) throw new UsageError(`There is no permission ${text.trim()}.`);
  return permission;
}
