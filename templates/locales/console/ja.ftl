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
