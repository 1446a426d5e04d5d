import Type, { type Static } from 'typebox';
import { Id, Nullable, Timestamp, Word } from '../../core/schema.ts';

export const AiProviderSchema = Type.Object(
  {
    id: Id,
    name: Type.String(),
    apiBaseUrl: Type.String(),
    apiKey: Type.String({ description: 'Masked; the key itself is never shown.' }),
    modelName: Type.String(),
    defaultSystemPrompt: Type.String(),
    isActive: Type.Boolean({ description: 'Whether this one describes pictures. At most one is active.' }),
    createdAtUtc: Timestamp,
    updatedAtUtc: Timestamp,
  },
  { $id: 'AiProvider' },
);

const Text = (maxLength: number, description?: string) =>
  Type.Optional(Nullable(Type.String({ maxLength, ...(description !== undefined && { description }) })));

/** Null and blank are told from absent by the service, which has a code for each field. */
const fields = {
  name: Text(128),
  apiBaseUrl: Text(
    512,
    'Such as https://api.openai.com/v1 or http://localhost:11434; /v1 is added when no version is in it.',
  ),
  apiKey: Text(2048),
  modelName: Text(256),
  defaultSystemPrompt: Text(8000, 'Null or blank: the built-in prompt.'),
};

const isActive = Type.Optional(Type.Boolean());

export const CreateAiProviderBody = Type.Object({ ...fields, isActive });

export const PatchAiProviderBody = Type.Object({ ...fields, isActive });

const { name: _, ...connection } = fields;

export const TestAiProviderBody = Type.Object({
  profileId: Type.Optional(Nullable(Type.String({ description: 'Values that are not given are taken from it.' }))),
  ...connection,
});

export const AiTestSchema = Type.Object({
  succeeded: Type.Boolean(),
  caption: Nullable(Type.String()),
  resolvedModelName: Type.String(),
  resolvedApiBaseUrl: Type.String(),
  errorMessage: Nullable(Type.String()),
  errorCode: Nullable(Type.String({ description: 'Stable code of errorMessage, as errors have it.' })),
});

export const DeletedAiProviderSchema = Type.Object({
  id: Id,
  wasActive: Type.Boolean(),
  status: Word(['deleted']),
  deletedAtUtc: Timestamp,
});

export type AiProviderAnswer = Static<typeof AiProviderSchema>;
export type CreateAiProvider = Static<typeof CreateAiProviderBody>;
export type PatchAiProvider = Static<typeof PatchAiProviderBody>;
export type TestAiProvider = Static<typeof TestAiProviderBody>;
export type AiTest = Static<typeof AiTestSchema>;
export type DeletedAiProvider = Static<typeof DeletedAiProviderSchema>;
