import type { Parser } from './byte-reader.ts';
import { type ImageFacts, MalformedImage, type OnFacts } from './facts.ts';

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;

/** Looks into a marker segment of this many bytes, without marker and length, and returns how many it took. */
export type JpegVisitor = (marker: number, bytes: number) => Parser<number>;

/** ITU-T T.81 Annex B: marker segments up to the scans, then entropy-coded data up to the end of image. */
export function* walkJpeg(visit: JpegVisitor): Parser<void> {
  const start = yield { take: 2 };
  if (start[0] !== 0xff || start[1] !== SOI) throw new MalformedImage('no start of image');
  let inScan = false;
  for (;;) {
    const marker = yield* nextMarker(inScan);
    if (marker === EOI) {
      if (!inScan) throw new MalformedImage('no image data');
      return;
    }
    if (isStandalone(marker)) continue;
    const length = (yield { take: 2 }).readUInt16BE(0);
    if (length < 2) throw new MalformedImage('segment too short');
    const taken = yield* visit(marker, length - 2);
    yield { skip: length - 2 - taken };
    if (marker === SOS) inScan = true;
  }
}

/** The size that the frame header gives. */
export function* parseJpeg(onFacts: OnFacts): Parser<ImageFacts> {
  const found: { facts?: ImageFacts } = {};
  yield* walkJpeg(function* (marker, bytes) {
    if (!isFrameHeader(marker) || found.facts) return 0;
    if (bytes < 6) throw new MalformedImage('frame header too short');
    const frame = yield { take: 5 };
    found.facts = { height: frame.readUInt16BE(1), width: frame.readUInt16BE(3), frames: 1 };
    onFacts(found.facts);
    return 5;
  });
  if (!found.facts) throw new MalformedImage('no image data');
  return found.facts;
}

/** Within a scan anything may stand before a marker, and FF 00 is a stuffed byte (§B.1.1.5). */
function* nextMarker(inScan: boolean): Parser<number> {
  for (;;) {
    if (inScan) yield { find: 0xff };
    else if ((yield { take: 1 })[0] !== 0xff) throw new MalformedImage('no marker');
    let code = (yield { take: 1 })[0] ?? 0;
    while (code === 0xff) code = (yield { take: 1 })[0] ?? 0;
    if (code !== 0) return code;
    if (!inScan) throw new MalformedImage('no marker');
  }
}

/** RST0–7, TEM and a repeated SOI have no length. */
const isStandalone = (marker: number): boolean => (marker >= 0xd0 && marker <= SOI) || marker === 0x01;

/** SOF0–15 without DHT (C4), JPG (C8) and DAC (CC). */
const isFrameHeader = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
