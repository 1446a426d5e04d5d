import type { Static, TObject } from 'typebox';
import { authorize, type Caller, type Grant } from '../../core/actor.ts';
import { AppError } from '../../core/errors.ts';
import { parseId } from '../../core/ids.ts';
import type { Permission } from '../../core/permissions.ts';
import type { Assets, LinkBase } from '../assets/service.ts';
import { type ArgumentCodes, type ArgumentReader, createArgumentReader } from './arguments.ts';
import { project } from './project.ts';

/** What tools work with. */
export interface ToolServices {
  readonly assets: Assets;
  readonly pageSizes: { readonly defaultPageSize: number; readonly maxPageSize: number };
}

/** Who calls a tool, and where the links in the answer begin. */
export interface ToolCaller extends Caller {
  readonly linkBase: LinkBase;
}

/** What a tool's handler is given beside its arguments. */
export interface ToolContext<P extends Permission> extends ToolServices {
  readonly grant: Grant<P>;
  readonly linkBase: LinkBase;
}

/** What a tool tells of itself; see "Tool" in the MCP specification. */
export interface ToolDescription {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: { readonly type: 'object' };
  readonly outputSchema: { readonly type: 'object' };
  readonly annotations: {
    readonly readOnlyHint: boolean;
    readonly destructiveHint: boolean;
    readonly idempotentHint: boolean;
    readonly openWorldHint: boolean;
  };
}

/** A tool as it is written down: one file each under `tools/`. */
export interface ToolDefinition<P extends Permission, Input extends TObject, Output extends TObject>
  extends ToolDescription {
  readonly permission: P;
  readonly inputSchema: Input;
  readonly outputSchema: Output;
  readonly argumentCodes?: ArgumentCodes;
  handle(context: ToolContext<P>, args: Static<Input>): Promise<Static<Output>>;
}

/** A tool as it is listed and called. */
export interface Tool {
  readonly permission: Permission;
  readonly description: ToolDescription;
  /** The structured result, with nothing in it that the output schema does not name. @throws AppError */
  call(services: ToolServices, caller: ToolCaller, args: unknown): Promise<Record<string, unknown>>;
}

/** Puts the permission check, the input check and the output filter around a handler. */
export function defineTool<P extends Permission, Input extends TObject, Output extends TObject>(
  definition: ToolDefinition<P, Input, Output>,
): Tool {
  const { name, title, description, permission, inputSchema, outputSchema, annotations } = definition;
  // Compiled on the first call: most processes see few of the tools.
  let read: ArgumentReader<Input> | undefined;
  return {
    permission,
    description: { name, title, description, inputSchema, outputSchema, annotations },
    async call(services, caller, args) {
      const grant = authorize(caller, permission);
      const { linkBase } = caller;
      read ??= createArgumentReader(inputSchema, definition.argumentCodes ?? {});
      const result = await definition.handle({ ...services, grant, linkBase }, read(args));
      return project(outputSchema, result) as Record<string, unknown>;
    },
  };
}

/** The id in an argument. @throws AppError `tool_argument_invalid` */
export function idArgument<Id extends string>(text: string, name: string): Id {
  const id = parseId<Id>(text);
  if (!id) throw new AppError('tool_argument_invalid', `The argument ${name} must be a UUID.`);
  return id;
}
