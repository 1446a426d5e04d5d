import Type from 'typebox';
import { authorize } from '../../core/actor.ts';
import type { StorageProfileId } from '../../core/ids.ts';
import { callerOf, type HttpServer, idParam } from '../../core/route.ts';
import { Data, responses } from '../../core/schema.ts';
import * as schema from './github-schema.ts';
import type { GithubRepositories } from './github-service.ts';

const tags = ['storage'];
const IdParams = Type.Object({ id: Type.String() });
const BASE = '/api/v1/system/storage/providers/:id/github-repo';

export function githubRoutes(app: HttpServer, { repositories }: { repositories: GithubRepositories }): void {
  app.get(
    `${BASE}/browse`,
    {
      config: { permission: 'providers.read' },
      schema: {
        tags,
        summary: 'What is in the repository of a profile',
        description: 'Folders first, then by name.',
        params: IdParams,
        querystring: schema.GithubBrowseQuery,
        response: responses({ 200: Data(schema.GithubBrowsedSchema) }),
      },
    },
    async (request) => {
      const id = idParam<StorageProfileId>(request.params.id);
      return { data: await repositories.browse(authorize(callerOf(request), 'providers.read'), id, request.query) };
    },
  );

  app.post(
    `${BASE}/upsert`,
    {
      bodyLimit: schema.MAX_UPSERT_BODY_BYTES,
      config: { permission: 'providers.update', action: 'storage_profile.put_file' },
      schema: {
        tags,
        summary: 'Put a file into the repository of a profile',
        description: 'Replaces what is there; with expectedSha, only when it is that.',
        params: IdParams,
        body: schema.GithubUpsertBody,
        response: responses({ 200: Data(schema.GithubUpsertedSchema) }),
      },
    },
    async (request) => {
      const id = idParam<StorageProfileId>(request.params.id);
      return { data: await repositories.upsert(authorize(callerOf(request), 'providers.update'), id, request.body) };
    },
  );
}
