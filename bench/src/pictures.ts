import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type SharpModule, withSharp } from '../../server/src/imaging/sharp.ts';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

/** A file of exactly `bytes` bytes with the structure of a PNG; its image data is noise that nobody decodes here. */
export function pngOf(bytes: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(640, 0);
  header.writeUInt32BE(480, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const frame = [SIGNATURE, chunk('IHDR', header), chunk('IEND', Buffer.alloc(0))];
  const used = frame.reduce((sum, part) => sum + part.length, 0);
  const [signature, ihdr, iend] = frame;
  return Buffer.concat(
    [signature, ihdr, chunk('IDAT', randomBytes(bytes - used - 12)), iend].flatMap((part) => part ?? []),
  );
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, crc]);
}

const BOUNDARY = 'nekohub-bench';

/** A finished upload form, to be sent many times. Without processing: that is measured by itself. */
export function uploadForm(
  file: Buffer,
  fields: Readonly<Record<string, string>> = {},
): { headers: Record<string, string>; body: Buffer } {
  const parts = Object.entries({ runEnrichment: 'false', ...fields }).map(
    ([name, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = `${parts.join('')}--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="bench.png"\r\nContent-Type: image/png\r\n\r\n`;
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    body: Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]),
  };
}

/** Clouds with fine grain: about as much detail as a photograph has. */
export const makePicture = (width: number, height: number, format: 'jpeg' | 'png'): Promise<Buffer> =>
  withSharp((sharp) => drawPicture(sharp, width, height, format));

async function drawPicture(sharp: SharpModule, width: number, height: number, format: 'jpeg' | 'png'): Promise<Buffer> {
  const grain = (side: number): Buffer =>
    Buffer.from(Uint8Array.from({ length: side * side * 3 }, (_, index) => Math.imul(index + side, 2654435761) >>> 24));
  const layer = (side: number) =>
    sharp(grain(side), { raw: { width: side, height: side, channels: 3 } }).resize(width, height, { fit: 'fill' });
  const fine = await layer(512).ensureAlpha(0.25).png({ compressionLevel: 1 }).toBuffer();
  const clouds = await layer(8).png({ compressionLevel: 1 }).toBuffer();
  return sharp(clouds)
    .composite([{ input: fine }])
    .removeAlpha()
    .toFormat(format)
    .toBuffer();
}
