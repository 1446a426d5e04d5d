import { NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { SkillFormFrame, type SkillFormProps } from './skill-form-frame.tsx';

const formats = { webp: 'WebP', avif: 'AVIF', jpeg: 'JPEG', png: 'PNG', gif: 'GIF', tiff: 'TIFF' } as const;
const withQuality = ['webp', 'avif', 'jpeg'];

export const ConvertForm = (props: SkillFormProps) => {
  const { t } = useTranslation();
  const form = useForm({
    initialValues: { format: 'webp', quality: '' },
    validate: {
      quality: (quality) => {
        const number = Number(quality);
        const isGood = quality === '' || (Number.isInteger(number) && number >= 1 && number <= 100);
        return isGood ? null : t('skills.convert.qualityInvalid');
      },
    },
  });
  const hasQuality = withQuality.includes(form.values.format);
  const submit = form.onSubmit(({ format, quality }) =>
    props.onRun({ TargetFormat: format, ...(hasQuality && quality !== '' ? { Quality: Number(quality) } : {}) }),
  );
  return (
    <SkillFormFrame {...props} onSubmit={submit}>
      <NativeSelect
        label={t('skills.convert.format')}
        data={Object.entries(formats).map(([value, label]) => ({ value, label }))}
        data-autofocus
        {...form.getInputProps('format')}
      />
      {hasQuality && (
        <TextInput
          label={t('skills.convert.quality')}
          description={t('skills.convert.qualityHint')}
          inputMode="numeric"
          {...form.getInputProps('quality')}
        />
      )}
    </SkillFormFrame>
  );
};
