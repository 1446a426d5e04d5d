import Type from 'typebox';
import { Word } from '../../../core/schema.ts';
import { type AssetMatch, toListing } from '../../assets/service.ts';

import { Exactly } from '../schema.ts';
import { defineTool, LOOKS } from '../tool.ts';
import { plainText } from '../untrusted.ts';

const MAX_LIMIT = 100;
const DEFAULT_LIMIT = 20;
/** Of an answer of 20 kB; the rest is for what stands around the items. */
const MAX_ITEMS_BYTES = 19_500;
/** A hint of each text; get_asset has all of it. */
const MAX_TEXT_CHARACTERS = 100;

/** What of a picture can be asked for; the value of each, undefined for none. */
const FIELDS = {
  id: ({ id }) => id,
  name: ({ originalFileName }) => short(originalFileName),
  altText: ({ altText }) => short(altText),
  caption: ({ description }) => short(description),
  size: ({ size }) => size,
  url: ({ publicUrl }) => publicUrl ?? undefined,
  contentType: ({ contentType }) => contentType,
  width: ({ width }) => width ?? undefined,
  height: ({ height }) => height ?? undefined,
  isPublic: ({ isPublic }) => isPublic,
  createdAtUtc: ({ createdAtUtc }) => createdAtUtc,
} as const satisfies Record<string, (match: AssetMatch) => string | number | boolean | undefined>;

type Field = keyof typeof FIELDS;
const ALL_FIELDS = Object.keys(FIELDS) as readonly Field[];
const DEFAULT_FIELDS: readonly Field[] = ['id', 'name', 'altText', 'caption', 'size', 'url'];

export const searchAssets = defineTool({
  name: 'search_assets',
  title: 'Search Assets',
  description:
    'Find pictures; short answers. query: text within name, caption or alternative text. hasAltText false: those ' +
    'without. Texts are cut after 100 characters. cursor: nextCursor of the answer before.',
  permission: 'assets.read',
  inputSchema: Exactly({
    query: Type.Optional(Type.String()),
    contentType: Type.Optional(Type.String()),
    isPublic: Type.Optional(Type.Boolean()),
    hasAltText: Type.Optional(Type.Boolean()),
    orderBy: Type.Optional(Word(['createdAt', 'size'])),
    orderDirection: Type.Optional(Word(['desc', 'asc'])),
    fields: Type.Optional(Type.Array(Word(ALL_FIELDS), { minItems: 1 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_LIMIT })),
    cursor: Type.Optional(Type.String()),
  }),
  annotations: LOOKS,
  async handle({ assets, grant, linkBase }, args) {
    const { fields = DEFAULT_FIELDS, limit = DEFAULT_LIMIT, hasAltText, isPublic, ...asked } = args;
    const sizes = { defaultPageSize: DEFAULT_LIMIT, maxPageSize: MAX_LIMIT };
    const page = async (pageSize: number) => {
      const request = { ...asked, pageSize, ...(isPublic !== undefined && { isPublic: String(isPublic) }) };
      const listing = { ...toListing(request, sizes).listing, hasAltText };
      const { items, total, nextCursor } = await assets.search(grant, listing, linkBase);
      return { items: items.map((item) => chosen(item, fields)), total, nextCursor };
    };
    const found = await page(limit);
    const fitting = countFitting(found.items);
    if (fitting === found.items.length) return found;
    // Asked again, so that the cursor follows what is shown.
    const note = 'The answer was cut. Ask for fewer fields, or go on with nextCursor.';
    return { ...(await page(fitting)), note };
  },
});

const chosen = (match: AssetMatch, fields: readonly Field[]) =>
  Object.fromEntries(fields.map((field) => [field, FIELDS[field](match)]).filter(([, value]) => value !== undefined));

function short(text: string | null): string | undefined {
  return text?.trim() ? plainText(text.trim(), MAX_TEXT_CHARACTERS) : undefined;
}

function countFitting(items: readonly object[]): number {
  let bytes = 0;
  const tooMany = items.findIndex((item) => {
    bytes += Buffer.byteLength(JSON.stringify(item)) + 1;
    return bytes > MAX_ITEMS_BYTES;
  });
  return tooMany === -1 ? items.length : Math.max(1, tooMany);
}
