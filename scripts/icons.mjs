// Draws the icons of the installed app from the mark in web/public/favicon.svg. Run when the mark changes.
import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { inRoot } from './lib/paths.mjs';

const mark = readFileSync(inRoot('web', 'public', 'favicon.svg'), 'utf8');
const square = mark.replace(' rx="8"', '');
/** Systems cut their own shape out: what matters lies within a circle of 80 % (W3C, Web Application Manifest). */
const maskable = square
  .replace('<path', '<g transform="translate(16 16) scale(0.8) translate(-16 -17)"><path')
  .replace('</svg>', '</g></svg>');

/** @type {[name: string, drawing: string, pixels: number][]} */
const icons = [
  ['icon-192.png', mark, 192],
  ['icon-512.png', mark, 512],
  ['icon-maskable-192.png', maskable, 192],
  ['icon-maskable-512.png', maskable, 512],
  ['apple-touch-icon.png', square, 180],
];

for (const [name, drawing, pixels] of icons) {
  await sharp(Buffer.from(drawing), { density: (72 * pixels) / 32 })
    .resize(pixels, pixels)
    .png({ palette: true })
    .toFile(inRoot('web', 'public', name));
}
