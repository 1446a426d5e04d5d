import Type, { type Static } from 'typebox';
import { Word } from './schema.ts';

/** Something that an operator should put right. The console has its own sentence for each code. */
export const WarningSchema = Type.Object({
  code: Word([
    'setting_unknown',
    'setting_without_effect',
    'published_password',
    'published_api_key',
    'keys_of_one_copy',
  ]),
  subject: Type.String({ description: 'The settings it is about.' }),
  message: Type.String({ description: 'A sentence that names them, never a value.' }),
});

export type Warning = Static<typeof WarningSchema>;
