# Signet が運用者に伝える文、日本語。

## The frame
console-title = 管理
console-rooms = コンソールの各部
console-crumbs = 現在の場所
console-skip = 本文へ移動
console-overview = 概要
console-users = ユーザー
console-clients = アプリ
console-keys = 署名鍵
console-deliveries = 配信
console-settings = 設定
console-health = 稼働状況
console-groups = グループ
console-sessions = セッション
console-forbidden = アクセスできません
console-forbidden-message = あなたの役割では許可されていません。このサービスの管理者に別の役割を依頼してください。
console-gone-message = 削除されたか、名前が変更された可能性があります。
console-refused = 実行できません
role-owner = 所有者
role-administrator = 管理者
role-help-desk = ヘルプデスク
role-auditor = 監査者
role-group-administrator = { $group } の管理者

## Lists
console-find = 検索
console-find-user = ユーザー名、メールアドレス、または氏名
console-find-client = 名前またはクライアントID
console-pages = ページ
console-first = 最初に戻る
console-next = 次のページ
console-name = 名前
console-kind = 種類
console-state = 状態
console-value = 値
console-created = 作成日時
console-changed = 変更日時
console-last-used = 最終利用
console-yes = はい
console-no = いいえ
console-active = 有効
console-disabled = 無効
console-default = 既定値

## A change on its way
console-changes = 変更される内容
console-what = 項目
console-before = 現在
console-after = 変更後
console-nothing = 変更はありません。
console-type = 続けるには { $name } と入力してください
console-type-wrong = 入力が一致しません。何も変更されていません。
console-changed-meanwhile = その間に内容が変わりました。もう一度確認してください。
console-look = 印の付いた項目を確認してください。
console-look-at-changes = 変更を確認
console-edit-again = 編集に戻る
console-do = 実行
console-edit = 編集
console-edit-title = { $name } を編集
console-remove = 削除
console-done-nothing = 行うことはありませんでした。

## People
console-new-user = ユーザーを追加
console-new-user-hint = まだパスワードはありません。後でパスワードを設定するリンクを送ってください。
console-no-users = 該当するユーザーはいません。
console-about = 基本情報
console-account = アカウント
console-verified = メールアドレスは確認済み
console-groups-hint = 1行に1つ。
console-group-wrong = { $name } はグループ名にできません。
console-no-factors = 設定されていません。
console-no-sessions = サインイン中のブラウザはありません。
console-device = 端末
console-address = アドレス
console-client = アプリ
console-scopes = スコープ
console-granted = 許可日時
console-disable = アカウントを無効にする
console-disable-effect = 再び有効にするまで、このアカウントではサインインできません。
console-enable = アカウントを有効にする
console-enable-effect = 本人が再びサインインできます。
console-sessions-end = すべてのセッションとトークンが直ちに終了し、アプリに通知されます。
console-password-link = パスワード設定リンクを送る
console-password-link-effect = 新しいパスワードを設定するリンクが届きます。1時間以内に1回だけ使えます。それまでパスワードは変わりません。
console-password-link-hand-over = メールを送れませんでした。このリンクを本人にだけ直接渡してください。1時間以内に1回だけ使えます。
console-reset-factors = 第2要素をリセット
console-reset-factors-effect = 認証アプリ、パスキー、リカバリーコードが削除され、本人にメールで通知されます。
console-done-user-created = アカウントを作成しました。
console-done-user-changed = アカウントを変更しました。
console-done-user-disabled = アカウントを無効にしました。
console-done-user-enabled = アカウントを有効にしました。
console-done-password-link = リンクを送信しました。
console-done-factors-reset = 第2要素をリセットしました。

## Applications
console-new-client = アプリを接続
console-new-client-hint = ほとんどのアプリは名前とリダイレクトURIだけで接続できます。
console-no-clients = 該当するアプリはありません。
console-client-id = クライアントID
console-origin-operator = 運用者が登録
console-origin-registered = 自己登録
console-for-the-app = アプリ側の設定値
console-for-the-app-hint = 多くのアプリがこれらを求めます。残りはディスカバリーのアドレスから取得します。
console-discovery = ディスカバリーのアドレス
console-part-basics = 基本
console-part-shown = 利用者への表示
console-part-sign-in = サインイン
console-part-sign-out = サインアウト
console-part-tokens = トークン
console-part-keys = アプリの鍵と署名付きリクエスト
console-part-compatibility = 古いソフトウェアとより厳しい規則
console-hint-client-id = 空欄なら自動で作られます。
console-hint-redirect-uris = 利用者が戻る先。1行に1つ、アプリが送るとおりに正確に。
console-hint-auth-method = ブラウザや端末上のアプリは秘密を保持できないため none を選びます。
console-hint-scope = 要求できるもの。空白で区切ります。
console-hint-trusted = 利用者に同意を求めません。
console-hint-minimum-acr = すべてのサインインに必要な強さ。
console-hint-accent-color = 例: #7a1fa2。サインイン中のリンクと主なボタンの色。
console-hint-sign-in-text = サインインページで名前の下に表示する文。例: どのアカウントを使うか。他の言語は下に sign_in_text#de のように記入します。
console-hint-stylesheet = 独自のスタイルシート (16 KiB まで)。このアプリのために表示されるページのスタイルに追加されます。
console-hint-localized = 例: client_name#de = Fotos。1行に1つ。
console-hint-format = JWTは公開鍵で誰でも検証できます。不透明なトークンはここでのみ検証できます。
console-hint-audience = アクセストークンの対象となるリソースサーバー。1行に1つ。
console-hint-profile = 標準が食い違う場合に従う規則。
console-id-made = 作成されて表示されます
console-secret-made = 作成されて一度だけ表示されます
console-secret = クライアントシークレット
console-secret-hint = 今すぐアプリにコピーしてください。二度と表示されません。
console-rotate-secret = 新しいシークレットを作成
console-rotate-secret-effect = 古いシークレットは直ちに使えなくなります。新しいものを設定するまでアプリはサインインできません。
console-remove-client-effect = アプリと利用者の同意が消去され、トークンは直ちに終了します。
console-done-client-changed = アプリを変更しました。
console-done-client-removed = アプリを削除しました。

## Keys
console-keys-hint = トークンの署名に使う鍵。署名を始める前に公開され、最後に署名したものが失効するまで公開され続けます。
console-no-keys = 鍵はまだありません。
console-algorithm = アルゴリズム
console-published = 公開日時
console-signs-from = 署名開始
console-gone-at = 公開終了
console-seen-by = 取得済み
console-readers = { $count ->
   *[other] { $count } 件
}
console-readers-missing = （未取得: { $names }）
console-kid = 鍵ID
console-key-next = 次
console-key-active = 署名中
console-key-retired = 引退
console-rotate = 鍵を交代する
console-rotate-effect = 全員が次の鍵を知り得た時点で交代します。署名済みのものは有効なままです。
console-emergency = 全ての鍵を直ちに交換する
console-emergency-effect = 秘密鍵が漏れた可能性がある場合に、全ての鍵を今すぐ交換します。
console-emergency-tokens = 古い鍵で署名されたトークンは順次拒否され、古い鍵を保持するアプリは再取得するまで失敗します。
console-done-keys = 鍵を変更しました。

## Deliveries
console-logouts = アプリへのサインアウト通知
console-logouts-hint = この1週間に終了したセッションについてアプリへ送った通知。新しい順。
console-no-logouts = この1週間はありません。
console-mails = メール
console-mails-hint = この1週間に送ったメール。新しい順。
console-no-mails = この1週間のメールはありません。
console-recipient = 宛先
console-attempts = 試行回数
console-answer = 応答
console-last-attempt = 最終試行
console-waiting = 待機中
console-delivered = 配信済み
console-failed = 失敗
console-mail-recovery = パスワード設定リンク
console-mail-verification = アドレスの確認
console-mail-sign-up = アカウント作成
console-mail-invitation = 招待
console-mail-notice = 変更の通知

## Settings and health
console-settings-hint = このノードで有効な値とその設定元。秘密の値は表示されません。
console-set-by = 設定元
console-this-node = このノード
console-version = バージョン
console-time = 時刻
console-issuer = 発行者
console-database = データベース
console-database-state = データベースの状態
console-answers = 応答あり
console-sends-mail = メール送信

## Apps by name, and what they see
console-part-access = 利用できる人と伝える内容
console-hint-allowed-groups = これらのグループのメンバーだけが使えます。1行に1つ。空欄なら全員。
console-hint-claim-mappings = 独自のクレーム（JSON）。
console-recipes = 名前でアプリを接続
console-recipes-hint = レシピは、アプリに必要なものと設定内容を知っています。
console-connect = { $name } を接続
console-connect-effect = アプリが登録され、貼り付け用の設定が一度だけ表示されます。
console-app-address = アプリのアドレス
console-hint-recipe-id = 空欄ならレシピ名になります。
console-preview = 何が見えるか
console-preview-hint = 求められる全てを許可した人について、アプリに伝わる内容。
console-preview-another = 別の人
console-find-login = ユーザー名またはメールアドレス
console-admitted = 利用可
console-not-admitted = 利用不可
console-left-out = 省略されたもの
console-back = アプリに戻る

## Groups and roles
console-groups-what = アプリに伝えられ、規則で参照されます。
console-find-group = 名前
console-new-group = グループを作成
console-description = 説明
console-no-groups = 該当するグループはありません。
console-members = メンバー
console-no-members = メンバーはいません。
console-rename-group-hint = 名前を変えるとメンバーと役割は追従しますが、アプリ側の規則は追従しません。
console-join = メンバーを追加
console-leave = 外す
console-leave-effect = この人はグループのメンバーではなくなります。アプリには次のサインイン時に伝わり、グループ専用のものは使えなくなります。
console-remove-group = グループを削除
console-remove-group-effect = 所属者も担当者もいなくなります。アカウントは残ります。
console-no-such-group = グループ { $name } はありません。
console-done-group-changed = グループを保存しました。
console-done-group-removed = グループを削除しました。
console-done-joined = グループに追加しました。
console-done-left = グループから外しました。
console-roles = 役割
console-roles-hint = このコンソールでできること。必要以上に与えないでください。
console-administers = 管理するグループ
console-may-owner = すべてを行えます。所有者の任命と解任は所有者だけができます。
console-may-administrator = 所有者以外のすべてを閲覧・変更できます。
console-may-help-desk = 人とグループを閲覧し、役割のない人のパスワードリンク送信、第二要素のリセット、失敗の消去、セッションの終了ができます。
console-may-auditor = すべてを閲覧できますが、変更はできません。
console-may-group-administrator = これらのグループのうち、自身に役割のないメンバーを管理します。1行に1グループ。
console-done-roles = 役割を変更しました。
console-with-role = 役割あり
console-everybody = 全員

## Sessions, and what else people have
console-sessions-hint = サインイン中のブラウザー。新しい順。
console-action = 操作
console-end = 終了
console-end-session = セッションを終了
console-end-session-effect = ブラウザーは直ちにサインアウトされ、アプリに通知されます。
console-done-session-ended = セッションを終了しました。
console-sign-out = 全セッションを終了
console-done-signed-out = 全てのセッションを終了しました。
console-no-consents = 許可されたものはありません。
console-consents = 許可した人
console-withdraw = 取り消す
console-withdraw-title = アプリへの許可を取り消す
console-withdraw-effect = この人についてアプリが持つトークンは直ちに無効になります。次のサインイン時に再び許可を求めます。
console-done-withdrawn = 許可を取り消しました。
console-unlock = 失敗した試行を消去
console-unlock-effect = 次の試行まで待つ必要がなくなります。
console-done-unlocked = 失敗した試行を消去しました。
console-remove-user = アカウントを削除
console-remove-user-effect = アカウントと関連する全てが完全に消えます。識別子は他の誰にも再利用されません。
console-done-user-removed = アカウントを削除しました。
console-rename-user-effect = 今後は新しい名前でサインインします。アプリは識別子でアカウントを見分け、それは変わりません。

## Numbers
console-last-day = 過去24時間
console-last-week = 過去7日間
console-sign-ins = サインイン
console-failures = サインイン失敗
console-tokens-issued = 発行したトークン
console-active-sessions = 有効なセッション
console-waiting-logouts = 未通知のサインアウト
console-waiting-mails = 未送信のメール
console-as-table = 表で見る
console-from = 開始
console-key-ages = 署名鍵の経過日数

## Events
console-events = イベント
console-events-hint = 起きたこと。新しい順。
console-find-event = 種類（user, user.disabled）
console-no-events = 該当するものはありません。
console-when = 日時
console-outcome = 結果
console-by = 実行者
console-person = 対象者
console-success = 成功
console-failure = 拒否
console-anonymous = 未サインイン
console-command-line = コマンドライン
console-explain = エラーの説明
console-explain-hint = エラーページには参照番号が表示されます。ここに入力すると、拒否された理由がわかります。
console-reference = 参照番号
console-no-reference = この参照番号の記録はありません（または既に消えています）。
console-why = 拒否の理由
console-error = エラー
console-said = 伝えた内容
console-rule = 規則
console-fix = 解決方法
console-difference = 相違点
console-received = 受信した内容
console-registered = 登録内容
console-differs-at = 最初に異なる文字の位置
console-traces = サインインの経過
console-traces-hint = 設定された期間に保持される最近のサインイン。
console-trace = あるサインインの経過
console-no-traces = 保持されているサインインはありません。
console-began = 開始
console-last-step = 最後の段階
console-steps = 段階数
console-find-person = 対象者
console-since = 開始日
console-until = 終了日
console-no-day = 2026-01-31 の形で入力してください。
console-event = イベント
console-detail = 詳細
console-path = パス
console-verify = チェーンを検証
console-verify-effect = 各イベントは直前のイベントのハッシュを持ちます。変更・削除・追加がないか全件を調べます。件数が多いと時間がかかります。何も変更されません。
console-chain = イベントのチェーン
console-chain-whole = 完全
console-chain-broken = 破損
console-first-event = 最初のイベントの番号
console-last-event = 最後のイベントの番号

## Webhooks
console-webhooks = Webhook
console-webhooks-hint = イベントの発生時の送信先。Standard Webhooks に従って署名されます。
console-no-webhooks = 送信先はありません。
console-all-events = すべてのイベント
console-new-webhook = Webhook を追加
console-new-webhook-effect = 今後イベントが送信されます。署名用の秘密は一度だけ表示されます。
console-hint-webhook = ここから到達できる https のアドレス。
console-hint-kinds = 種類（user.disabled）または分野（user）を1行に1つ。空欄ならすべて。
console-webhook-secret = 署名用の秘密
console-webhook-secret-hint = 今すぐ受信側にコピーしてください。二度と表示されません。
console-test-webhook = テスト送信
console-test-webhook-effect = webhook.tested イベントを直ちに一度送信します。
console-remove-webhook-effect = 以後は送信されず、待機中のものは破棄されます。
console-done-webhook-removed = Webhook を削除しました。
console-webhook-deliveries-hint = 過去1週間に送信したもの。新しい順。
console-no-webhook-deliveries = 過去1週間に送信したものはありません。

## What files declare
console-declared = 宣言された設定
console-declared-hint = このサービスの設定ファイルのとおりかどうか。
console-nothing-declared = 設定 declared にファイルが指定されていません。
console-file = ファイルまたはフォルダー
console-enforced = 自動的に元に戻す
console-as-declared = 宣言どおり
console-drifted = 宣言と相違
console-not-applicable = 適用できません
console-would-differ = 適用すると変わるもの
console-changed-members = 相違点
console-would-create = 作成される
console-would-change = 変更される
console-would-remove = 削除される

## SCIM tokens
console-scim-tokens = SCIM トークン
console-scim-tokens-hint = Okta や Entra ID などの他のシステムが、SCIM で利用者を知らせるときに送るものです。
console-no-scim-tokens = 利用者を知らせる他のシステムはありません。
console-new-scim-token = SCIM トークンを作成
console-new-scim-token-effect = SCIM のアドレスにこれを送る側は、役割に許されたことができます。一度だけ表示され、削除するまで有効です。
console-hint-scim-token = 他のシステムの呼び名。例: Okta。
console-scim-token-name-wrong = 1～100文字で入力してください。
console-scim-token-taken = この名前のトークンはすでにあります。
console-scim-role = できること
console-scim-role-hint = 管理者は利用者とグループを変更でき、監査者は読むことができます。
console-scim-token = トークン
console-scim-token-hint = 今すぐ他のシステムにコピーしてください。二度と表示されません。
console-remove-scim-token-effect = 次のリクエストから使えなくなります。これで作られたものは残ります。
console-done-scim-token-removed = トークンを削除しました。
console-never-used = なし

## A sign-in tried out
console-check = サインインを試す
console-check-effect = アプリが行うとおりにサインインをトークンと userinfo まで再現し、各部分を確認します。誰もサインインせず、イベント以外は何も残りません。
console-check-hint = アプリ自身の秘密は、それを渡せるコマンド signet app check で試します。
console-check-part = 部分
console-check-finding = 見つかったこと
console-check-fix = 直し方
console-check-good = 良好
console-check-unknown = ここからは不明
console-check-bad = 誤り

## 招待
console-invite = 招待する
console-invite-hint = 1回だけ使えるリンクで、本人がアカウントを作成します。
console-invite-effect = 1回だけ使えるリンクが作られ、ここに1回だけ表示されます。
console-invite-effect-mail = 1回だけ使えるリンクがメールで送られます。リンクはここにも1回だけ表示されます。
console-days = リンクが使える日数
console-hint-days = 1から365までの整数。
console-days-wrong = 1から365までの整数を入力してください。
console-invitation-link = 招待リンク
console-invitation-sent = メールで送信中です。直接渡すこともできます。二度と表示されません。
console-invitation-hand-over = 本人にだけ直接渡してください。二度と表示されません。
console-invitations = 招待
console-invitations-hint = 招待され、まだアカウントを作成していない人。
console-no-invitations = 招待中の人はいません。
console-invited-by = 招待した人
console-works-until = 有効期限
console-withdraw-invitation = 招待を取り消す
console-withdraw-invitation-effect = どこに送られたリンクも使えなくなります。
console-done-invitation-withdrawn = 招待を取り消しました。

## 全員のセッションの終了
console-end-all = 全員のセッションを終了
console-end-all-tokens = 全員のセッションとトークンを終了
console-end-all-effect = この瞬間から、あなたを含めて誰もサインインしていない状態になります。
console-end-all-offline-stays = セッションより長くアプリに許可されたもの（オフラインアクセス）は続きます。
console-end-all-offline-ends = セッションより長くアプリに許可されたもの（オフラインアクセス）も終了します。
console-end-all-told = アプリには順に通知されます。セッションが多いと数分かかります。
console-done-all-ended = 全員のセッションを終了しました。
