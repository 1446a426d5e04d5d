import Type from 'typebox';
import { SETTING_GROUPS, SETTING_NAMES } from '../../config/groups.ts';
import { Nullable, Word } from '../../core/schema.ts';

const SettingSchema = Type.Object({
  name: Word(SETTING_NAMES),
  value: Nullable(
    Type.String({ description: 'As it would be written in the environment. Null for secrets, and when not set.' }),
  ),
  isSet: Type.Boolean(),
  isSecret: Type.Boolean({ description: 'Of secrets nothing is told but whether they are set.' }),
  origin: Word(['default', 'environment', '.env']),
  defaultValue: Nullable(Type.String()),
  expected: Type.String({ description: 'What may be written.' }),
  description: Type.String(),
});

export const SettingGroupSchema = Type.Object({ name: Word(SETTING_GROUPS), settings: Type.Array(SettingSchema) });
