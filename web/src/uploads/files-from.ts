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

/** The pictures of a paste; text and other things are left to whoever has the focus. */
export const pastedPictures = (files: Iterable<File>, at: Date): NamedFile[] =>
  [...files]
    .filter((file) => file.type.startsWith('image/'))
    .map((file) => ({ file, fileName: file.name === 'image.png' ? pastedName(file.name, at) : file.name }));
