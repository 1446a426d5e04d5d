import { printable } from '../../core/plain-text.ts';
import { invalidAnswer } from './failures.ts';

/** Far more than was asked for. */
const MAX_ANSWER_CHARACTERS = 65_536;
const MAX_CAPTION_CHARACTERS = 1000;
const MAX_TAGS = 20;
const MAX_TAG_CHARACTERS = 64;

/** What a model says of a picture, fit to be stored and shown: one line each, without control characters. */
export interface Description {
  readonly caption: string;
  readonly altText: string;
  readonly tags: string[];
}

/**
 * Reads what a model wrote: a JSON object, also within Markdown, within words or cut off; or plain text, which then is
 * the caption.
 * @throws AppError `ai_provider_answer_invalid`
 */
export function readDescription(text: string): Description {
  const answer = withoutReasoning(text).slice(0, MAX_ANSWER_CHARACTERS).trim();
  const json = readJson(answer);
  const value = json === undefined ? salvage(answer) : json;
  if (value !== undefined) return describe(value);
  if (/^(```\w*\s*)?[[{]/.test(answer)) throw invalidAnswer('its content was not valid JSON');
  return complete(answer, undefined, undefined);
}

/** Models that think aloud do so in front, between these marks. */
const withoutReasoning = (text: string): string => text.replace(/^\s*<think(ing)?>[\s\S]*?<\/think(ing)?>/i, '');

/** The JSON in a text: all of it, in a fence, or between the outermost braces. */
function readJson(text: string): unknown {
  for (const candidate of [text, insideFence(text), insideBraces(text)]) {
    try {
      const value: unknown = JSON.parse(candidate);
      if (typeof value === 'object' || typeof value === 'string') return value;
    } catch {
      // The next one may be.
    }
  }
  return undefined;
}

// Without patterns, whose time could grow with the square of what a service chooses to send.

function insideFence(text: string): string {
  const start = text.indexOf('\n', text.indexOf('```'));
  const end = text.indexOf('```', start);
  return start < 0 || end < 0 ? '' : text.slice(start, end);
}

const insideBraces = (text: string): string => text.slice(Math.max(text.indexOf('{'), 0), text.lastIndexOf('}') + 1);

/** The caption of JSON that is cut off or broken behind it. */
function salvage(text: string): unknown {
  const [, literal] = /"caption"\s*:\s*("(?:[^"\\]|\\.)*")/i.exec(text) ?? [];
  try {
    return literal === undefined ? undefined : { caption: JSON.parse(literal) as unknown };
  } catch {
    return undefined;
  }
}

function describe(json: unknown): Description {
  const value: unknown = Array.isArray(json) ? json[0] : json;
  if (typeof value === 'string') return complete(value, undefined, undefined);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidAnswer('its content was not valid JSON of the form that was asked for');
  }
  const fields = new Map(Object.entries(value).map(([name, field]) => [name.toLowerCase(), field as unknown]));
  return complete(fields.get('caption'), fields.get('alttext') ?? fields.get('alt_text'), fields.get('tags'));
}

function complete(caption: unknown, altText: unknown, tags: unknown): Description {
  const text = cleanText(caption, MAX_CAPTION_CHARACTERS);
  if (text === '') throw invalidAnswer('it has no text in its caption field');
  return { caption: text, altText: cleanText(altText, MAX_CAPTION_CHARACTERS) || text, tags: cleanTags(tags) };
}

function cleanTags(tags: unknown): string[] {
  const words = Array.isArray(tags) ? (tags as unknown[]) : typeof tags === 'string' ? tags.split(',') : [];
  const unique = new Map<string, string>();
  for (const word of words) {
    const tag = cleanText(word, MAX_TAG_CHARACTERS);
    const key = tag.toLowerCase();
    if (tag !== '' && !unique.has(key)) unique.set(key, tag);
    if (unique.size === MAX_TAGS) break;
  }
  return [...unique.values()];
}

/** One line of at most `max` UTF-16 units, whole characters; empty for what is no text. */
export function cleanText(value: unknown, max: number): string {
  if (typeof value !== 'string') return '';
  const line = printable(value.toWellFormed(), ' ').replace(/\s+/g, ' ').trim();
  if (line.length <= max) return line;
  const cut = line.slice(0, max - 1);
  return `${cut.isWellFormed() ? cut : cut.slice(0, -1)}…`;
}
