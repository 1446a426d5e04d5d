export interface NamedFile {
  file: Blob;
  fileName: string;
}

const two = (value: number) => String(value).padStart(2, '0');

/** Browsers call every pasted picture `image.png`; the time tells them apart. */
export const pastedName = (originalName: string, at: Date): string => {
  const extension = originalName.includes('.') ? originalName.slice(originalName.lastIndexOf('.')) : '';
  const day = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`;
  return `pasted-${day}-${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}${extension}`;
};

/** The files of a choice, under their own names. */
export const namedFiles = (files: Iterable<File>): NamedFile[] =>
  [...files].map((file) => ({ file, fileName: file.name }));

/** What systems leave in folders, such as `.DS_Store`, was not put there by the person who uploads them. */
const isLitter = (name: string): boolean => name.startsWith('.') || /^(thumbs\.db|desktop\.ini)$/i.test(name);

/** The files of a chosen folder and of those within it. */
export const folderFiles = (files: Iterable<File>): NamedFile[] =>
  namedFiles(files).filter(({ fileName }) => !isLitter(fileName));

/** Whether text lists files by name, as some systems put it beside files that are copied. */
const isListOf = (text: string, files: readonly File[]): boolean => {
  const names = new Set(files.map(({ name }) => name));
  return text.split(/[\r\n]+/).every((line) => line.trim() === '' || names.has(line.trim()));
};

/**
 * The pictures of a paste; text and other things are left to whoever has the focus. Where `text` of its own comes with
 * them, as from a spreadsheet, it is what was copied, and the picture only shows it.
 */
export const pastedPictures = (files: Iterable<File>, text: string, at: Date): NamedFile[] => {
  const all = [...files];
  if (!isListOf(text, all)) return [];
  return all
    .filter((file) => file.type.startsWith('image/'))
    .map((file) => ({ file, fileName: file.name === 'image.png' ? pastedName(file.name, at) : file.name }));
};
