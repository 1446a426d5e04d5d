/** Below what a call may have in arguments. */
const AT_ONCE = 0x2000;

/** A `data:` address (RFC 2397) that holds these bytes. */
export const dataUrlOf = (content: ArrayBuffer, type: string): string => {
  let binary = '';
  for (let start = 0; start < content.byteLength; start += AT_ONCE) {
    const part = new Uint8Array(content, start, Math.min(AT_ONCE, content.byteLength - start));
    // Spread, they would become numbers in an array first, which takes nine times as long.
    binary += Reflect.apply(String.fromCharCode, null, part);
  }
  return `data:${type};base64,${btoa(binary)}`;
};
