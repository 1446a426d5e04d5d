import Type, { type Static } from 'typebox';
import { Id, Nullable, Word } from '../../core/schema.ts';

const MAX_CONTENT_CHARACTERS = 16 * 1024 * 1024;
/** The content, and everything beside it. */
export const MAX_UPSERT_BODY_BYTES = MAX_CONTENT_CHARACTERS + 16 * 1024;
const Text = (maxLength: number) => Type.Optional(Nullable(Type.String({ maxLength })));

export const GithubBrowseQuery = Type.Object({
  path: Type.Optional(Type.String({ maxLength: 1024, description: 'Below the folder of the profile.' })),
  recursive: Type.Optional(Type.Boolean()),
  maxDepth: Type.Optional(Type.Integer()),
  type: Type.Optional(Type.String({ maxLength: 16, description: 'all, file or dir.' })),
  keyword: Type.Optional(Type.String({ maxLength: 256, description: 'In a path, whatever its case.' })),
  page: Type.Optional(Type.Integer()),
  pageSize: Type.Optional(Type.Integer()),
});

const visibility = {
  visibilityPolicy: Word(['public-only', 'private-token']),
  usesControlledRead: Type.Boolean({ description: 'Whether files can be read with the token alone.' }),
};

export const GithubBrowsedSchema = Type.Object({
  profileId: Id,
  requestedPath: Type.String(),
  recursive: Type.Boolean(),
  maxDepth: Type.Integer(),
  type: Word(['all', 'file', 'dir']),
  keyword: Nullable(Type.String()),
  total: Type.Integer(),
  page: Type.Integer(),
  pageSize: Type.Integer(),
  hasMore: Type.Boolean(),
  ...visibility,
  items: Type.Array(
    Type.Object({
      name: Type.String(),
      path: Type.String(),
      type: Word(['file', 'dir']),
      isDirectory: Type.Boolean(),
      isFile: Type.Boolean(),
      size: Nullable(Type.Integer()),
      sha: Nullable(Type.String()),
      publicUrl: Nullable(Type.String()),
    }),
  ),
});

export const GithubUpsertBody = Type.Object({
  path: Text(1024),
  contentBase64: Text(MAX_CONTENT_CHARACTERS),
  commitMessage: Text(1000),
  expectedSha: Text(64),
});

export const GithubUpsertedSchema = Type.Object({
  profileId: Id,
  path: Type.String(),
  operation: Word(['created', 'updated']),
  size: Type.Integer(),
  sha: Type.String(),
  ...visibility,
  publicUrl: Nullable(Type.String()),
});

export type GithubBrowseRequest = Static<typeof GithubBrowseQuery>;
export type GithubBrowsed = Static<typeof GithubBrowsedSchema>;
export type GithubUpsertRequest = Static<typeof GithubUpsertBody>;
export type GithubUpserted = Static<typeof GithubUpsertedSchema>;
