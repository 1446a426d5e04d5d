import Type from 'typebox';
import { authorize } from '../../../core/actor.ts';
import { Word } from '../../../core/schema.ts';
import { IMAGE_TYPES } from '../../../imaging/types.ts';
import { newAssetOf } from '../new-asset.ts';
import { Exactly } from '../schema.ts';
import { defineTool } from '../tool.ts';

export const uploadTicket = defineTool({
  name: 'upload_ticket',
  title: 'Upload Ticket',
  description:
    'Prepares the upload of a file of any size that you have at hand: answers with a URL for one PUT within 15 minutes, ' +
    'and a curl line that does it. size: its exact number of bytes. checksumSha256: hex; when the same file is here ' +
    'already, existing tells its id instead. The picture is public unless isPublic is false.',
  permission: 'assets.create',
  inputSchema: Exactly({
    fileName: Type.String({ minLength: 1 }),
    contentType: Word(IMAGE_TYPES.map(({ contentType }) => contentType)),
    size: Type.Integer({ minimum: 1 }),
    checksumSha256: Type.Optional(Type.String({ pattern: '^[0-9a-fA-F]{64}$' })),
    description: Type.Optional(Type.String()),
    altText: Type.Optional(Type.String()),
    isPublic: Type.Optional(Type.Boolean()),
  }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  argumentCodes: { fileName: 'asset_filename_invalid' },
  async handle({ uploads, assets, grant, linkBase, origin }, args) {
    const { fileName, contentType, size } = args;
    const checksumSha256 = args.checksumSha256?.toLowerCase() ?? null;
    // Only who may read is told what is here.
    if (checksumSha256 && grant.actor.permissions.has('assets.read')) {
      const known = await assets.findByChecksum(authorize(grant, 'assets.read'), checksumSha256, linkBase);
      if (known) return { existing: known };
    }
    const asset = newAssetOf(fileName, args);
    const { token, expiresAtUtc } = await uploads.issue(grant, { size, contentType, checksumSha256 }, asset);
    const url = `${origin}/api/v1/uploads/${token}`;
    // -g: brackets and braces in a name are no pattern.
    const curl = `curl -g -T ${quoted(pathOf(fileName))} -H ${quoted(`Content-Type: ${contentType}`)} ${quoted(url)}`;
    return { url, method: 'PUT', curl, expiresAtUtc };
  },
});

/** Where the file is: a path from the root as it is, any other so that it is no option and not the standard input. */
const pathOf = (fileName: string): string => (/^(?:[/\\]|[a-z]:)/i.test(fileName) ? fileName : `./${fileName}`);

/** For a shell (POSIX, "Shell Command Language", 2.2.2). */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
