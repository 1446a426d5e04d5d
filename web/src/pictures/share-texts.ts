interface Shared {
  url: string;
  altText: string | null;
  originalFileName: string | null;
  width: number | null;
  height: number | null;
  /** Smaller WebP copies of it, which browsers may choose instead. */
  smaller?: readonly { url: string; width: number }[];
}

/** The widest that pages usually show a picture, and the widest of the smaller copies. */
const SHOWN_WIDTH = 1280;

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Line breaks and brackets would end the Markdown image early. */
const escapeMarkdown = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll(/[\\[\]]/g, '\\$&');

/** Parentheses and blanks, which an address may hold, would end the Markdown target. */
const markdownTarget = (url: string): string =>
  /[\s()<>]/.test(url) ? `<${url.replaceAll(/[<>]/g, encodeURIComponent)}>` : url;

/** An `<img>`, in a `<picture>` where the browser has something to choose from. */
const htmlOf = (image: string, smaller: NonNullable<Shared['smaller']>): string => {
  if (smaller.length === 0) return image;
  // A blank would end an address in a list of them.
  const sources = smaller
    .map(({ url, width }) => `${url.replaceAll(/[\s,]/g, encodeURIComponent)} ${width}w`)
    .join(', ');
  const sizes = `(max-width: ${SHOWN_WIDTH}px) 100vw, ${SHOWN_WIDTH}px`;
  return `<picture><source type="image/webp" srcset="${escapeHtml(sources)}" sizes="${sizes}">${image}</picture>`;
};

/** An image as people paste it elsewhere. */
export const shareTexts = ({ url, altText, originalFileName, width, height, smaller = [] }: Shared) => {
  const alt = altText || originalFileName || '';
  const size = width === null || height === null ? '' : ` width="${width}" height="${height}"`;
  return [
    { format: 'URL', text: url },
    { format: 'Markdown', text: `![${escapeMarkdown(alt)}](${markdownTarget(url)})` },
    { format: 'HTML', text: htmlOf(`<img src="${escapeHtml(url)}" alt="${escapeHtml(alt)}"${size}>`, smaller) },
    { format: 'BBCode', text: `[img]${url}[/img]` },
  ] as const;
};
