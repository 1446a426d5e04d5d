import { invalidAnswer } from './failures.ts';

/** Deep enough for every form of content that services send. */
const MAX_DEPTH = 5;

/** What a model wrote, and under which name it did. */
export interface ChatAnswer {
  readonly text: string;
  readonly model: string | undefined;
}

/** @throws AppError `ai_provider_answer_invalid` when it is no JSON object */
export function readCompletion(json: string): ChatAnswer {
  let body: unknown;
  try {
    body = JSON.parse(json);
  } catch {
    throw invalidAnswer('its payload was not valid JSON');
  }
  if (typeof body !== 'object' || body === null) throw invalidAnswer('its payload was not valid JSON');
  return { text: firstText(choicesOf(body)), model: modelOf(body) };
}

/** Puts the pieces of a stream together, white space included. */
export async function readChunks(chunks: AsyncIterable<unknown>): Promise<ChatAnswer> {
  let text = '';
  let model: string | undefined;
  for await (const chunk of chunks) {
    text += choicesOf(chunk)
      .map((choice) => textOf(field(field(choice, 'delta'), 'content')))
      .join('');
    model ??= modelOf(chunk);
  }
  return { text, model };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function choicesOf(body: unknown): unknown[] {
  const choices = field(body, 'choices');
  return Array.isArray(choices) ? choices : [];
}

function modelOf(body: unknown): string | undefined {
  const model = field(body, 'model');
  return typeof model === 'string' && model.trim() !== '' ? model.trim() : undefined;
}

/** Of the first choice that has any. */
const firstText = (choices: unknown[]): string =>
  choices.map((choice) => textOf(field(field(choice, 'message'), 'content'))).find((text) => text.trim() !== '') ?? '';

/** Content is a text, or parts of text in objects in one of several forms. */
function textOf(content: unknown, depth = 0): string {
  if (typeof content === 'string') return content;
  if (depth > MAX_DEPTH || typeof content !== 'object' || content === null) return '';
  if (Array.isArray(content)) return content.map((part) => textOf(part, depth + 1)).join('');
  const text = field(content, 'text');
  return textOf(text === undefined ? (field(content, 'value') ?? field(content, 'content')) : text, depth + 1);
}
