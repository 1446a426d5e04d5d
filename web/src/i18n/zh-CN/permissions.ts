import type { permissions as english } from '../en/permissions.ts';
import type { MessagesOf } from '../messages.ts';

export const permissions: MessagesOf<typeof english> = {
  label: '权限',
  none: '没有权限',
  all: '全部权限',
  count_other: '{{count}} 项权限',
  separator: '、',
  group: {
    assets: '资产',
    providers: '存储',
    aiProviders: 'AI 服务',
    settings: '设置与工作流',
    users: '用户',
    audit: '审计记录',
  },
  assets: { read: '查看资产', create: '上传资产', update: '修改资产', delete: '删除资产' },
  providers: { read: '查看存储配置', create: '添加存储配置', update: '修改存储配置', delete: '删除存储配置' },
  aiProviders: { read: '查看 AI 服务', create: '添加 AI 服务', update: '修改和测试 AI 服务', delete: '删除 AI 服务' },
  settings: { read: '查看设置与工作流', update: '修改设置与工作流' },
  users: {
    read: '查看用户',
    create: '创建用户',
    update: '修改用户和重置密码',
    disable: '启用和停用用户',
    delete: '删除用户',
    managePermissions: '修改权限',
  },
  audit: { read: '查看审计记录' },
};
