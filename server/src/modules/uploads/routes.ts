import Type from 'typebox';
import { clientOf, type HttpServer } from '../../core/route.ts';
import { Data, responses } from '../../core/schema.ts';
import { AssetSchema } from '../assets/schema.ts';
import type { Links } from '../assets/service.ts';
import type { Uploads } from './service.ts';

/** PUT of a file with a ticket, which stands for the key that it was made with. */
export function uploadRoutes(app: HttpServer, { uploads, links }: { uploads: Uploads; links: Links }): void {
  app.register(async (scope: HttpServer) => {
    scope.removeAllContentTypeParsers();
    // Left to the handler to read.
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.put(
      '/api/v1/uploads/:ticket',
      {
        config: { public: true, cors: false },
        schema: {
          tags: ['assets'],
          summary: 'Upload the file of a ticket',
          description:
            'The body is the file as it is. A ticket is good for one file of its size and type, for 15 minutes.',
          params: Type.Object({ ticket: Type.String({ description: 'As the tool upload_ticket gave it.' }) }),
          response: responses({ 201: Data(AssetSchema) }),
        },
      },
      async (request, reply) => {
        const length = request.headers['content-length'];
        const upload = {
          size: length === undefined ? undefined : Number(length),
          contentType: request.headers['content-type'],
          chunks: request.raw,
        };
        const data = await uploads.redeem(request.params.ticket, upload, clientOf(request), links(request));
        return reply.code(201).header('location', `/api/v1/assets/${data.id}`).send({ data });
      },
    );
  });
}
