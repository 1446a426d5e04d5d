import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguageChoice } from '../../ui/use-language-choice.ts';
import { useThemeChoice } from '../../ui/use-theme-choice.ts';
import { Card } from './card.tsx';
import classes from './settings.module.css';

/** What is kept here and nowhere else. */
export const BrowserSection = () => {
  const { t } = useTranslation();
  const language = useLanguageChoice();
  const theme = useThemeChoice();
  return (
    <Card title={t('settings.browser')}>
      <div className={classes.fields}>
        <NativeSelect
          label={t('language.label')}
          value={language.value}
          onChange={(event) => language.choose(event.currentTarget.value)}
        >
          {language.choices.map(({ value, text, lang }) => (
            <option key={value} value={value} lang={lang}>
              {text}
            </option>
          ))}
        </NativeSelect>
        <NativeSelect
          label={t('theme.label')}
          value={theme.value}
          data={theme.choices.map(({ value, text }) => ({ value, label: text }))}
          onChange={(event) => theme.choose(event.currentTarget.value)}
        />
      </div>
    </Card>
  );
};
