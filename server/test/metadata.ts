import ExifReader from 'exifreader';
import { pngChunk } from './images.ts';

/** Stands in every piece of metadata made here: where these bytes are, something was left. */
export const CANARY = 'NEKO-CANARY';

type Entry = readonly [tag: number, type: 2 | 3 | 4 | 5, count: number, value: Buffer];

const short = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);
const long = (value: number): Buffer => Buffer.from([0, 0, value >> 8, value & 0xff]);
const ascii = (value: string): Buffer => Buffer.from(`${value}\0`, 'latin1');
const rationals = (...values: number[]): Buffer => Buffer.concat(values.flatMap((value) => [long(value), long(1)]));

/** A directory of a big-endian TIFF structure that begins at `at`, with its values behind it. */
function directory(at: number, entries: readonly Entry[]): Buffer {
  const values: Buffer[] = [];
  let free = at + 2 + entries.length * 12 + 4;
  const rows = entries.map(([tag, type, count, value]) => {
    const head = Buffer.concat([short(tag), short(type), long(count)]);
    if (value.length <= 4) return Buffer.concat([head, value, Buffer.alloc(4 - value.length)]);
    values.push(value);
    free += value.length;
    return Buffer.concat([head, long(free - value.length)]);
  });
  return Buffer.concat([short(entries.length), ...rows, long(0), ...values]);
}

/** A TIFF structure as cameras write it: orientation, an author and a place on the map. */
export function exifBlock(orientation = 1): Buffer {
  const header = Buffer.from('4d4d002a00000008', 'hex');
  const author = ascii(CANARY);
  const first = (gpsAt: number): Buffer =>
    directory(header.length, [
      [0x0112, 3, 1, short(orientation)],
      [0x013b, 2, author.length, author],
      [0x8825, 4, 1, long(gpsAt)],
    ]);
  const gpsAt = header.length + first(0).length;
  const gps = directory(gpsAt, [
    [1, 2, 2, ascii('N')],
    [2, 5, 3, rationals(48, 51, 30)],
    [3, 2, 2, ascii('E')],
    [4, 5, 3, rationals(2, 17, 36)],
    [0x12, 2, author.length, author],
  ]);
  return Buffer.concat([header, first(gpsAt), gps]);
}

const XMP = Buffer.from(
  `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" dc:source="${CANARY}" exif:GPSLatitude="48,51.5N" exif:GPSLongitude="2,17.6E"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`,
);

/** A JPEG marker segment. */
export function segment(marker: number, ...body: (Buffer | string)[]): Buffer {
  const bytes = Buffer.concat(body.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
  return Buffer.concat([Buffer.from([0xff, marker]), short(bytes.length + 2), bytes]);
}

/** IPTC in Photoshop's image resources: a caption. */
const iptc = segment(
  0xed,
  'Photoshop 3.0\0',
  '8BIM\x04\x04\0\0',
  long(CANARY.length + 5),
  Buffer.from([0x1c, 2, 120, 0, CANARY.length]),
  CANARY,
);

/** Every kind of metadata that a JPEG may carry. */
export const jpegMetadata = (orientation = 1): Buffer[] => [
  segment(0xe1, 'Exif\0\0', exifBlock(orientation)),
  segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', XMP),
  segment(0xe1, 'http://ns.adobe.com/xmp/extension/\0', '0'.repeat(32), long(99), long(0), XMP),
  iptc,
  segment(0xfe, CANARY),
  segment(0xeb, 'JP', CANARY),
  segment(0xe2, 'MPF\0', CANARY),
];

/** Puts segments behind the start of a JPEG and its JFIF header. */
export function withSegments(jpeg: Buffer, segments: readonly Buffer[]): Buffer {
  const at = jpeg.readUInt16BE(2) === 0xffe0 ? 4 + jpeg.readUInt16BE(4) : 2;
  return Buffer.concat([jpeg.subarray(0, at), ...segments, jpeg.subarray(at)]);
}

const PNG_HEADER_BYTES = 33;

export const pngMetadata = (orientation = 1): Buffer[] => [
  pngChunk('eXIf', exifBlock(orientation)),
  pngChunk('iTXt', Buffer.concat([Buffer.from('XML:com.adobe.xmp\0\0\0\0\0', 'latin1'), XMP])),
  pngChunk('tEXt', Buffer.from(`Comment\0${CANARY}`)),
  pngChunk('tIME', Buffer.from([7, 0xe8, 1, 2, 3, 4, 5])),
  pngChunk('prVt', Buffer.from(CANARY)),
];

/** Puts chunks behind the header of a PNG. */
export const withPngChunks = (png: Buffer, chunks: readonly Buffer[]): Buffer =>
  Buffer.concat([png.subarray(0, PNG_HEADER_BYTES), ...chunks, png.subarray(PNG_HEADER_BYTES)]);

/** A RIFF chunk with its padding. */
export function riffChunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

const RIFF_HEADER_BYTES = 12;

/** Puts chunks behind those of a WebP, which gets the header VP8X that announces them when it has none. */
export function withWebpMetadata(
  webp: Buffer,
  { width, height }: { width: number; height: number },
  orientation = 1,
): Buffer {
  const inner = Buffer.from(webp.subarray(RIFF_HEADER_BYTES));
  const metadata = [
    riffChunk('EXIF', exifBlock(orientation)),
    riffChunk('XMP ', XMP),
    riffChunk('PrVt', Buffer.from(CANARY)),
  ];
  const canvas = Buffer.alloc(10);
  canvas.writeUIntLE(width - 1, 4, 3);
  canvas.writeUIntLE(height - 1, 7, 3);
  const body =
    inner.toString('latin1', 0, 4) === 'VP8X' ? [inner, ...metadata] : [riffChunk('VP8X', canvas), inner, ...metadata];
  const whole = riffChunk('RIFF', Buffer.concat([Buffer.from('WEBP'), ...body]));
  whole[20] = (whole[20] ?? 0) | 0x0c;
  return whole;
}

const subBlocks = (text: Buffer | string): Buffer => {
  const bytes = Buffer.from(text);
  const blocks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 255) {
    const part = bytes.subarray(at, at + 255);
    blocks.push(Buffer.from([part.length]), part);
  }
  return Buffer.concat([...blocks, Buffer.from([0])]);
};

/** A comment, XMP and text, put behind the screen of a GIF and its colours. */
export function withGifMetadata(gif: Buffer): Buffer {
  const packed = gif[10] ?? 0;
  const at = 13 + (packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0);
  const extension = (label: number, ...parts: Buffer[]): Buffer =>
    Buffer.concat([Buffer.from([0x21, label]), ...parts]);
  // XMP in GIF is not cut into blocks: 256 bytes that count down lead every reader to its end.
  const magic = Buffer.from([1, ...Array.from({ length: 256 }, (_, index) => 255 - index), 0]);
  return Buffer.concat([
    gif.subarray(0, at),
    extension(0xfe, subBlocks(CANARY)),
    extension(0xff, Buffer.from([11]), Buffer.from('XMP DataXMP'), XMP, magic),
    extension(0x01, Buffer.from([12]), Buffer.alloc(12), subBlocks(CANARY)),
    gif.subarray(at),
  ]);
}

/** What an independent reader finds. */
export function readMetadata(bytes: Buffer): { gps: boolean; orientation: number; kinds: string[] } {
  try {
    const { gps, exif, xmp, iptc, png } = ExifReader.load(bytes, { expanded: true });
    const texts = Object.keys(png ?? {}).filter((name) => /comment|time/i.test(name));
    const inXmp = Object.keys(xmp ?? {}).some((name) => name.startsWith('GPS'));
    return {
      gps: gps !== undefined || inXmp || Object.keys(exif ?? {}).some((name) => name.startsWith('GPS')),
      orientation: Number(exif?.Orientation?.value ?? 1),
      kinds: Object.entries({ exif, xmp, iptc })
        .filter(([, found]) => found)
        .map(([name]) => name)
        .concat(texts.length > 0 ? ['text'] : []),
    };
  } catch (error) {
    if (error instanceof ExifReader.errors.MetadataMissingError) return { gps: false, orientation: 1, kinds: [] };
    throw error;
  }
}
