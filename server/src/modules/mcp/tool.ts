import type { Static, TObject } from 'typebox';
import { authorize, type Caller, type Grant } from '../../core/actor.ts';
import { AppError } from '../../core/errors.ts';
import { parseId } from '../../core/ids.ts';
import type { Permission } from '../../core/permissions.ts';
import type { Assets, LinkBase, Views } from '../assets/service.ts';
import type { JobsApi } from '../jobs/service.ts';
import type { Skills } from '../skills/service.ts';
import type { StorageProfiles } from '../storage/service.ts';
import type { Uploads } from '../uploads/service.ts';
import type { Workflows } from '../workflows/service.ts';
import { type ArgumentCodes, type ArgumentReader, createArgumentReader } from './arguments.ts';
import { project } from './project.ts';
import { withPlainTexts } from './untrusted.ts';

/** What tools work with. */
export interface ToolServices {
  readonly assets: Assets;
  readonly views: Views;
  readonly uploads: Pick<Uploads, 'issue' | 'fromUrl'>;
  readonly skills: Pick<Skills, 'list' | 'run' | 'outcome'>;
  readonly workflows: Pick<Workflows, 'list' | 'create' | 'replace' | 'delete' | 'run'>;
  readonly storageProfiles: Pick<StorageProfiles, 'overview' | 'create' | 'patch' | 'setDefault' | 'delete'>;
  readonly jobs: Pick<JobsApi, 'list' | 'get' | 'cancel' | 'retry'>;
  readonly pageSizes: { readonly defaultPageSize: number; readonly maxPageSize: number };
  /** Ids in one call. */
  readonly maxBatchSize: number;
}

/** Who calls a tool, where the links in the answer begin, and until when somebody waits for it. */
export interface ToolCaller extends Caller {
  readonly linkBase: LinkBase;
  /** Where the program is reached: scheme, host and path, without a slash at the end. */
  readonly origin: string;
  /** Aborts when the client cancels the call or is gone. */
  readonly signal: AbortSignal;
  /** Tells a client that asked for it how far the call is: percent, and what is being done. */
  readonly report: (percent: number, message: string | null) => void;
}

/** A picture that goes with an answer. Its bytes are never among the structured content or the texts. */
export interface ShownPicture {
  readonly bytes: Buffer;
  readonly contentType: string;
}

/** What a tool's handler is given beside its arguments. */
export interface ToolContext<P extends Permission | null> extends ToolServices {
  /** Without a permission of its own a tool has the bare caller. */
  readonly grant: P extends Permission ? Grant<P> : Caller;
  readonly linkBase: LinkBase;
  readonly origin: string;
  readonly signal: AbortSignal;
  readonly report: ToolCaller['report'];
  /** Puts a picture beside the answer. */
  readonly show: (picture: ShownPicture) => void;
}

/** What a tool tells of itself; see "Tool" in the MCP specification. */
export interface ToolDescription {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: { readonly type: 'object' };
  /** Without one the answer is text alone, which costs the reader half. */
  readonly outputSchema?: { readonly type: 'object' };
  readonly annotations: {
    readonly readOnlyHint: boolean;
    readonly destructiveHint?: boolean;
    readonly idempotentHint?: boolean;
    readonly openWorldHint: boolean;
  };
}

/** A tool as it is written down: one file each under `tools/`. */
export interface ToolDefinition<P extends Permission | null, Input extends TObject, Output extends TObject>
  extends ToolDescription {
  /** null: for every key. */
  readonly permission: P;
  readonly inputSchema: Input;
  readonly outputSchema?: Output;
  readonly argumentCodes?: ArgumentCodes;
  handle(context: ToolContext<P>, args: Static<Input>): Promise<Static<Output>> | Static<Output>;
}

export interface ToolResult {
  readonly value: Record<string, unknown>;
  readonly pictures: readonly ShownPicture[];
}

/** A tool as it is listed and called. */
export interface Tool {
  readonly permission: Permission | null;
  readonly description: ToolDescription;
  /** The result, with nothing in it that the output schema does not name. @throws AppError */
  call(services: ToolServices, caller: ToolCaller, args: unknown): Promise<ToolResult>;
}

/** Puts the permission check, the input check and the output filter around a handler. */
export function defineTool<P extends Permission | null, Input extends TObject, Output extends TObject>(
  definition: ToolDefinition<P, Input, Output>,
): Tool {
  const { name, title, description, permission, inputSchema, outputSchema, annotations } = definition;
  // Compiled on the first call: most processes see few of the tools.
  let read: ArgumentReader<Input> | undefined;
  return {
    permission,
    description: { name, title, description, inputSchema, ...(outputSchema && { outputSchema }), annotations },
    async call(services, caller, args) {
      const { linkBase, origin, signal, report } = caller;
      // The condition of the type, which TypeScript does not follow into a value.
      const grant = (permission === null ? caller : authorize(caller, permission)) as ToolContext<P>['grant'];
      read ??= createArgumentReader(inputSchema, definition.argumentCodes ?? {});
      const pictures: ShownPicture[] = [];
      const show = (picture: ShownPicture) => pictures.push(picture);
      const result = await definition.handle(
        { ...services, grant, linkBase, origin, signal, report, show },
        read(args),
      );
      const value = withPlainTexts(outputSchema ? project(outputSchema, result) : result) as Record<string, unknown>;
      return { value, pictures };
    },
  };
}

/** Reads; what else there is to say follows from that, and every reader pays for it. */
export const LOOKS = { readOnlyHint: true, openWorldHint: false } as const;
/** The same in full, as clients of NekoHub have always been told it. */
export const READS = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
} as const;
/** Takes away or overwrites; once more does nothing more. */
export const OVERWRITES = {
  readOnlyHint: false,
  destructiveHint: true,
  idempotentHint: true,
  openWorldHint: false,
} as const;
/** Does skills with a picture, each time anew: some overwrite it, some send it to an AI service. */
export const PROCESSES = {
  readOnlyHint: false,
  destructiveHint: true,
  idempotentHint: false,
  openWorldHint: true,
} as const;

/** The id in an argument. @throws AppError `tool_argument_invalid` */
export function idArgument<Id extends string>(text: string, name: string): Id {
  const id = parseId<Id>(text);
  if (!id) throw new AppError('tool_argument_invalid', `The argument ${name} must be a UUID.`);
  return id;
}
