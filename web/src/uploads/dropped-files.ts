import { folderFiles, type NamedFile, namedFiles } from './files-from.ts';

/** A folder is read in parts; the last one is empty. */
const readFolder = async (folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> => {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return entries;
    entries.push(...part);
  }
};

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

const filesIn = async (folder: FileSystemDirectoryEntry): Promise<File[]> => {
  const files: File[] = [];
  for (const entry of await readFolder(folder)) {
    if (isFile(entry)) files.push(await new Promise<File>((resolve, reject) => entry.file(resolve, reject)));
    else if (isFolder(entry)) files.push(...(await filesIn(entry)));
  }
  return files;
};

/** Hands on the files of a drop, and those of each folder in it as soon as it is read. One that cannot be read is left out. */
export const takeDropped = (items: DataTransferItemList, onFiles: (files: NamedFile[]) => void): void => {
  const single: File[] = [];
  // All of it now: what was dropped is gone with the event.
  for (const item of [...items]) {
    const entry = item.webkitGetAsEntry();
    const file = item.getAsFile();
    if (entry !== null && isFolder(entry)) {
      void filesIn(entry).then(
        (files) => onFiles(folderFiles(files)),
        () => undefined,
      );
    } else if (file !== null) single.push(file);
  }
  if (single.length > 0) onFiles(namedFiles(single));
};
