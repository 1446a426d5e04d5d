import AjvCompiler, { type BuildCompilerFromPool } from '@fastify/ajv-compiler';
import SerializerSelector, { type SerializerFactory } from '@fastify/fast-json-stringify-compiler';

const buildEagerValidator = AjvCompiler();
const buildEagerSerializer = SerializerSelector();

type CompileValidator = ReturnType<BuildCompilerFromPool>;
type Validate = ReturnType<CompileValidator>;

/**
 * Fastify's own compilers of schemas, put off until a route is first asked: compiling all of them takes a fifth of the
 * start, and most are not asked for a long time.
 */
export const lazyCompilers = {
  buildValidator(...args: Parameters<BuildCompilerFromPool>): CompileValidator {
    const compile = buildEagerValidator(...args);
    return (...route) => {
      let compiled: Validate | undefined;
      const validate = (data: unknown) => {
        compiled ??= compile(...route);
        const valid = compiled(data);
        // Fastify reads what is wrong from the function, as Ajv leaves it there.
        validate.errors = compiled.errors;
        return valid;
      };
      validate.errors = null as Validate['errors'];
      // Of what Ajv's functions have besides, Fastify uses nothing.
      return validate as Validate;
    };
  },

  buildSerializer(...args: Parameters<SerializerFactory>): ReturnType<SerializerFactory> {
    const compile = buildEagerSerializer(...args);
    return (route) => {
      let compiled: ReturnType<typeof compile> | undefined;
      return (document) => {
        compiled ??= compile(route);
        return compiled(document);
      };
    };
  },
};
