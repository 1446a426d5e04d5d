import type { Static, TObject } from 'typebox';
import { Compile } from 'typebox/compile';
import type { TLocalizedValidationError } from 'typebox/error';
import { AppError, type ErrorCode } from '../../core/errors.ts';
import { lenient, type SpellingSchema } from '../../core/leniency.ts';

/** The code for an argument that is missing, empty or out of bounds, where it has one of its own. */
export type ArgumentCodes = Readonly<Record<string, ErrorCode>>;

/** Checks the arguments of a call and returns them as the schema spells them. */
export type ArgumentReader<Input extends TObject> = (args: unknown) => Static<Input>;

/** Whether an argument is there and within bounds, as opposed to being of the right type. */
const BOUNDS: ReadonlySet<string> = new Set(['required', 'minLength', 'minimum']);

/**
 * A reader for tools with this input schema.
 * @throws AppError on reading: the argument's own code, `tool_argument_invalid` for what is no UUID, else
 * `tool_arguments_invalid`; the sentence names the argument
 */
export function createArgumentReader<Input extends TObject>(
  schema: Input,
  codes: ArgumentCodes,
): ArgumentReader<Input> {
  const validator = Compile(schema);
  return (args = {}) => {
    const respelled = lenient(schema as SpellingSchema, args);
    if (validator.Check(respelled)) return respelled as Static<Input>;
    throw faultOf(validator.Errors(respelled), Object.keys(schema.properties), codes);
  };
}

function faultOf(
  faults: readonly TLocalizedValidationError[],
  known: readonly string[],
  codes: ArgumentCodes,
): AppError {
  // The fault "boolean" is the shadow of "additionalProperties", which says more.
  const fault = faults.find(({ keyword }) => keyword !== 'boolean');
  if (!fault) return new AppError('tool_arguments_invalid');
  if (fault.keyword === 'additionalProperties') {
    const [unknown = ''] = fault.params.additionalProperties;
    const field = pathOf(fault, unknown);
    const allowed = fault.instancePath === '' ? known : undefined;
    return new AppError('tool_arguments_invalid', `There is no argument ${field}.`, {
      field,
      ...(allowed && { allowed }),
    });
  }
  if (fault.keyword === 'required') {
    const [name = ''] = fault.params.requiredProperties;
    const field = pathOf(fault, name);
    return new AppError(codes[field] ?? 'tool_arguments_invalid', `The argument ${field} is required.`, { field });
  }
  const field = pathOf(fault);
  if (fault.keyword === 'format') {
    return new AppError('tool_argument_invalid', `The argument ${field} must be a UUID.`, { field });
  }
  const code = (BOUNDS.has(fault.keyword) ? codes[field] : undefined) ?? 'tool_arguments_invalid';
  const allowed = fault.keyword === 'enum' ? fault.params.allowedValues.map(String) : undefined;
  const wrong = allowed ? 'is none of the words that are allowed' : wrongOf(fault);
  const message = field ? `The argument ${field} ${wrong}.` : `The arguments ${wrong}.`;
  return new AppError(code, message, { ...(field && { field }), ...(allowed && { allowed }) });
}

const wrongOf = ({ keyword, message }: TLocalizedValidationError): string =>
  keyword === 'minLength' ? 'must not be empty' : message;

const pathOf = ({ instancePath }: TLocalizedValidationError, last?: string): string =>
  [...instancePath.split('/').slice(1), ...(last === undefined ? [] : [last])].join('.');
