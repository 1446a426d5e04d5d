import { NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { SkillFormFrame, type SkillFormProps } from './skill-form-frame.tsx';

const positions = ['BottomRight', 'BottomLeft', 'TopRight', 'TopLeft', 'Center'] as const;
const MAX_TEXT_CHARACTERS = 200;

const isWhole = (text: string, min: number, max: number): boolean => {
  const number = Number(text);
  return text.trim() !== '' && Number.isInteger(number) && number >= min && number <= max;
};

export const WatermarkForm = (props: SkillFormProps) => {
  const { t } = useTranslation();
  const form = useForm({
    initialValues: { text: '', opacity: '50', fontSize: '36', position: 'BottomRight' },
    validate: {
      text: (text) => (text.trim() === '' ? t('skills.watermark.textRequired') : null),
      opacity: (opacity) => (isWhole(opacity, 0, 100) ? null : t('skills.watermark.opacityInvalid')),
      fontSize: (size) => (isWhole(size, 1, 10_000) ? null : t('skills.watermark.fontSizeInvalid')),
    },
  });
  const submit = form.onSubmit(({ text, opacity, fontSize, position }) =>
    props.onRun({ Text: text, Opacity: Number(opacity) / 100, FontSize: Number(fontSize), Position: position }),
  );
  return (
    <SkillFormFrame {...props} onSubmit={submit}>
      <TextInput
        label={t('skills.watermark.text')}
        maxLength={MAX_TEXT_CHARACTERS}
        data-autofocus
        {...form.getInputProps('text')}
      />
      <NativeSelect
        label={t('skills.watermark.position')}
        data={positions.map((value) => ({ value, label: t(`skills.watermark.positions.${value}`) }))}
        {...form.getInputProps('position')}
      />
      <TextInput
        label={t('skills.watermark.opacity')}
        description={t('skills.watermark.opacityHint')}
        inputMode="numeric"
        {...form.getInputProps('opacity')}
      />
      <TextInput
        label={t('skills.watermark.fontSize')}
        description={t('skills.watermark.fontSizeHint')}
        inputMode="numeric"
        {...form.getInputProps('fontSize')}
      />
    </SkillFormFrame>
  );
};
