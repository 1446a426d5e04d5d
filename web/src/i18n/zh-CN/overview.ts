import type { overview as english } from '../en/overview.ts';
import type { MessagesOf } from '../messages.ts';

export const overview: MessagesOf<typeof english> = {
  title: '概览',
  usage: '用量',
  bytes: '原图占用空间',
  derivatives: '派生文件',
  skill: '最常用技能“{{name}}”的运行次数',
  byType: '按类型',
  byStorage: '按存储位置',
  noAssets: '还没有上传任何图片。',
  jobs: '后台任务',
  noJobs: '没有等待或正在执行的任务。',
  lane: { images: '图片处理', ai: 'AI', storage: '存储', maintenance: '维护' },
  running_other: '{{formatted}} 个进行中',
  queued_other: '{{formatted}} 个等待中',
  failing: '需要处理',
  nothingFails: '没有失败的任务。',
  failedAssets_other: '{{formatted}} 个处理失败的资产',
  retryNamed: '重试：{{name}}',
  recent: '最近上传',
  kind: {
    caption: 'AI 说明',
    rewrite: '图片处理',
    sequence: '工作流',
    remove: '清理已删除的文件',
    doctor: '存储核对',
  },
};
