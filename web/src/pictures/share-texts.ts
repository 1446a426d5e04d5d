interface Shared {
  url: string;
  altText: string | null;
  originalFileName: string | null;
  width: number | null;
  height: number | null;
}

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Line breaks and brackets would end the Markdown image early. */
const escapeMarkdown = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll(/[\\[\]]/g, '\\$&');

/** Parentheses and blanks, which an address may hold, would end the Markdown target. */
const markdownTarget = (url: string): string =>
  /[\s()<>]/.test(url) ? `<${url.replaceAll(/[<>]/g, encodeURIComponent)}>` : url;

/** An image as people paste it elsewhere. */
export const shareTexts = ({ url, altText, originalFileName, width, height }: Shared) => {
  const alt = altText || originalFileName || '';
  const size = width === null || height === null ? '' : ` width="${width}" height="${height}"`;
  return [
    { format: 'URL', text: url },
    { format: 'Markdown', text: `![${escapeMarkdown(alt)}](${markdownTarget(url)})` },
    { format: 'HTML', text: `<img src="${escapeHtml(url)}" alt="${escapeHtml(alt)}"${size}>` },
    { format: 'BBCode', text: `[img]${url}[/img]` },
  ] as const;
};
