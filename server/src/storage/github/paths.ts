import { AppError, type ErrorCode } from '../../core/errors.ts';

const MAX_PATH_CHARACTERS = 1024;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const NEVER_IN_A_PATH = /[\u0000-\u001f\u007f]/;

/** Whether a path names something below the top of a repository: no empty, `.`, `..` or `.git` segment on its way. */
const isRepositoryPath = (path: string): boolean =>
  path.length <= MAX_PATH_CHARACTERS &&
  // encodeURIComponent has no way to write half a surrogate pair.
  path.isWellFormed() &&
  !NEVER_IN_A_PATH.test(path) &&
  path.split('/').every((segment) => segment.trim() !== '' && !['.', '..', '.git'].includes(segment.toLowerCase()));

/**
 * A path below a folder as people type it, from the top of the repository.
 * @param path blank: the folder itself
 * @throws AppError `storage_provider_relative_path_invalid`
 */
export function pathBelow(basePath: string | null, path: string): string {
  const relative = path
    .trim()
    .replaceAll('\\', '/')
    .replace(/^\/|\/$/g, '');
  const code: ErrorCode = 'storage_provider_relative_path_invalid';
  if (relative !== '' && !isRepositoryPath(relative)) throw new AppError(code, undefined, { field: 'path' });
  return [basePath ?? '', relative].filter((part) => part !== '').join('/');
}

/** Each segment percent-encoded, for an address. */
export const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
