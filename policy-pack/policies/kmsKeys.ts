import type { Truth, Value } from "../evaluation";

/** Whether a setting names a KMS key of one's own: neither nothing nor an alias of AWS's, such as `alias/aws/sns`. */
export function isOwnKey(key: Value): Truth {
    return key.judgeText((id) => id !== "" && !/(^|:)alias\/aws\//.test(id));
}
