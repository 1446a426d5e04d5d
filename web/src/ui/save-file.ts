const RELEASE_AFTER_MS = 60_000;

/** Has the browser save what is at an address of our own origin. */
export const saveFromAddress = (href: string, fileName: string) => {
  const link = document.createElement('a');
  link.href = href;
  link.download = fileName;
  link.rel = 'noreferrer';
  link.click();
};

export const saveBlob = (blob: Blob, fileName: string) => {
  const url = URL.createObjectURL(blob);
  saveFromAddress(url, fileName);
  setTimeout(() => URL.revokeObjectURL(url), RELEASE_AFTER_MS);
};
