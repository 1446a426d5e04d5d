import { AppError } from '../../core/errors.ts';

const MAX_CHARACTERS = 512;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that must go
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/**
 * The name of a file as it is kept: the part behind the last slash of either kind, without control characters and
 * without those that turn the direction of text around.
 * @throws AppError `asset_filename_invalid` when nothing is left, `asset_filename_too_long` beyond 512 characters
 */
export function cleanFileName(name: string, field: string): string {
  const base = name.toWellFormed().replaceAll(CONTROL_CHARACTERS, '').split(/[/\\]/).at(-1)?.trim() ?? '';
  if (base === '') throw new AppError('asset_filename_invalid', undefined, { field });
  if (base.length > MAX_CHARACTERS) throw new AppError('asset_filename_too_long', undefined, { field });
  return base;
}

/** What ends the name of a file of a type; the first is given, the others are known as well. */
const EXTENSIONS: Readonly<Record<string, readonly string[]>> = {
  'image/jpeg': ['.jpg', '.jpeg', '.jpe', '.jfif'],
  'image/png': ['.png'],
  'image/webp': ['.webp'],
  'image/gif': ['.gif'],
  'image/avif': ['.avif'],
  'image/tiff': ['.tiff', '.tif'],
};

/**
 * The name of a file that has become one of another type: where it ended as files of its former type do, it ends as those
 * of the new one. Any other ending is somebody's own and stays.
 */
export function renamedFor(name: string, formerType: string, type: string): string {
  const former = EXTENSIONS[formerType]?.find((extension) => name.toLowerCase().endsWith(extension));
  const [extension] = EXTENSIONS[type] ?? [];
  if (formerType === type || former === undefined || extension === undefined) return name;
  return (
    name
      .slice(0, -former.length)
      .slice(0, MAX_CHARACTERS - extension.length)
      .toWellFormed() + extension
  );
}
