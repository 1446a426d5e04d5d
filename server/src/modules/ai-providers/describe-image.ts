import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { Outbound } from '../../core/outbound.ts';
import type { Secret } from '../../core/secret.ts';
import { type Chat, type ChatRequest, openChat } from './chat.ts';
import type { ChatAnswer } from './chat-answer.ts';
import { cleanText, type Description, readDescription } from './description.ts';
import { invalidAnswer } from './failures.ts';
import { ANSWER_SCHEMA, BUILT_IN_SYSTEM_PROMPT, questionOf } from './prompts.ts';
import { createRetries } from './retries.ts';
import { createSchemaRefusals, type SchemaRefusals } from './schema-refusals.ts';

const MAX_IMAGE_BYTES = 20_000_000;
const MAX_MODEL_CHARACTERS = 256;

/** Where to ask, as whom, and which model. */
export interface AiConnection {
  readonly apiBaseUrl: string;
  readonly apiKey: Secret<string>;
  readonly modelName: string;
  /** null: the built-in one. */
  readonly systemPrompt: string | null;
}

export interface ImageToDescribe {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

export interface DescribeOptions {
  /** A language tag or name; that of the settings when missing. */
  readonly language?: string | undefined;
  /** Asked instead of the question of the settings. */
  readonly prompt?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface ImageDescription extends Description {
  /** The model, as the service names it. */
  readonly generator: string;
}

/**
 * Has a picture described. Captions and alternative texts are at most 1000 characters long, tags at most 20.
 * @throws AppError `ai_provider_*`: with a status of 5xx when trying again may help (`retryAfterSeconds` if the service
 * said when), else with 4xx; `outbound_address_not_allowed`; the reason of `signal`
 */
export type DescribeImage = (
  connection: AiConnection,
  image: ImageToDescribe,
  options?: DescribeOptions,
) => Promise<ImageDescription>;

export interface ImageDescriberOptions {
  readonly clock: Clock;
  readonly outbound: Outbound;
  /** For everything together: connecting, answers, pauses, further tries. */
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
  readonly language: string;
  readonly prompt: string | undefined;
}

export function createImageDescriber(options: ImageDescriberOptions): DescribeImage {
  const { clock, outbound, timeoutMs } = options;
  const limits = { timeoutMs, maxResponseBytes: options.maxAnswerBytes };
  const retries = createRetries(clock);
  const schemaRefusals = createSchemaRefusals();

  return async (connection, image, { language = options.language, prompt = options.prompt, signal: caller } = {}) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = caller ? AbortSignal.any([timeout, caller]) : timeout;
    const deadline = clock.now() + timeoutMs;
    const { modelName } = connection;
    const question = requestOf(connection, image, questionOf(language, prompt));
    try {
      const chat = await openChat(connection, outbound, limits, clock.now);
      const ask = (request: ChatRequest, stream: boolean) =>
        retries.run(() => chat.ask(request, stream, signal), deadline, signal);
      const { text, model } = await answerOf(connection, question, ask, schemaRefusals);
      return { ...readDescription(text), generator: cleanText(model ?? modelName, MAX_MODEL_CHARACTERS) };
    } catch (error) {
      throw timeout.aborted && !caller?.aborted ? new AppError('ai_provider_timed_out') : error;
    }
  };
}

type Ask = (request: ChatRequest, stream: boolean) => ReturnType<Chat['ask']>;

/** Some services know no schemas for answers, and some send text only in pieces. */
async function answerOf(
  connection: AiConnection,
  question: ChatRequest,
  ask: Ask,
  refusals: SchemaRefusals,
): Promise<ChatAnswer> {
  const plainly = refusals.has(connection);
  const request = plainly ? question : { ...question, response_format: RESPONSE_FORMAT };
  const answer = await inEitherForm(request, ask).catch(async (error: unknown) => {
    if (plainly || !(error instanceof AppError) || error.code !== 'ai_provider_refused') throw error;
    const answer = await inEitherForm(question, ask).catch(() => Promise.reject(error));
    refusals.add(connection);
    return answer;
  });
  if (answer.text.trim() === '') throw invalidAnswer('it returned 200 OK but no assistant content');
  return answer;
}

async function inEitherForm(request: ChatRequest, ask: Ask): Promise<ChatAnswer> {
  const answer = await ask(request, false);
  return answer.text.trim() === '' ? ask(request, true) : answer;
}

const RESPONSE_FORMAT = {
  type: 'json_schema' as const,
  json_schema: { name: 'image_description', strict: true, schema: ANSWER_SCHEMA },
};

function requestOf(connection: AiConnection, { bytes, contentType }: ImageToDescribe, question: string): ChatRequest {
  if (bytes.byteLength > MAX_IMAGE_BYTES) throw new AppError('ai_provider_image_too_large');
  const url = `data:${contentType};base64,${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')}`;
  return {
    model: connection.modelName,
    messages: [
      { role: 'system', content: connection.systemPrompt ?? BUILT_IN_SYSTEM_PROMPT },
      {
        role: 'user',
        content: [
          { type: 'text', text: question },
          { type: 'image_url', image_url: { url } },
        ],
      },
    ],
  };
}
