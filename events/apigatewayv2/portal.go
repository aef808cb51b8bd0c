package apigatewayv2

import "reel/events"

// What becomes of a portal's publication. AWS shows further states while it works
// on one, which here is done at once.
const (
	PortalPublishedStatus = "PUBLISHED"
	PortalDisabledStatus  = "DISABLED"
)

// A Portal is a web page that shares portal products with the consumers of REST
// APIs, as GetPortal shows it.
// See https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/portals-portalid.html.
type Portal struct {
	Authorization             Authorization                 `json:"authorization"`
	EndpointConfiguration     EndpointConfigurationResponse `json:"endpointConfiguration"`
	IncludedPortalProductArns []string                      `json:"includedPortalProductArns"` // never null
	LastModified              string                        `json:"lastModified"`
	LastPublished             string                        `json:"lastPublished,omitempty"`
	LastPublishedDescription  string                        `json:"lastPublishedDescription,omitempty"`
	PortalArn                 string                        `json:"portalArn"`
	PortalContent             PortalContent                 `json:"portalContent"`
	PortalId                  string                        `json:"portalId"`
	Preview                   *Preview                      `json:"preview,omitempty"`
	PublishStatus             string                        `json:"publishStatus"`
	RumAppMonitorName         string                        `json:"rumAppMonitorName,omitempty"`
	StatusException           *StatusException              `json:"statusException,omitempty"`
	Tags                      map[string]string             `json:"tags"`
}

// An Authorization says who may visit a portal: everybody, or the users of a
// Cognito user pool. One of the two is set.
type Authorization struct {
	CognitoConfig *CognitoConfig `json:"cognitoConfig,omitempty"`
	None          *None          `json:"none,omitempty"`
}

// A CognitoConfig names the user pool whose users may visit a portal.
type CognitoConfig struct {
	AppClientId    string `json:"appClientId"`
	UserPoolArn    string `json:"userPoolArn"`
	UserPoolDomain string `json:"userPoolDomain"`
}

// None is the choice of nothing, written {}.
type None struct{}

// An EndpointConfigurationResponse is where a portal is found.
type EndpointConfigurationResponse struct {
	CertificateArn           string `json:"certificateArn,omitempty"`
	DomainName               string `json:"domainName,omitempty"` // the owner's
	PortalDefaultDomainName  string `json:"portalDefaultDomainName"`
	PortalDomainHostedZoneId string `json:"portalDomainHostedZoneId"`
}

// A PortalContent is what the visitors of a portal see of it.
type PortalContent struct {
	Description *string     `json:"description,omitempty"`
	DisplayName string      `json:"displayName"`
	Theme       PortalTheme `json:"theme"`
}

// A PortalTheme is what a portal looks like.
type PortalTheme struct {
	CustomColors     CustomColors `json:"customColors"`
	LogoLastUploaded string       `json:"logoLastUploaded,omitempty"`
}

// CustomColors are the colors of a portal.
type CustomColors struct {
	AccentColor          string `json:"accentColor"`
	BackgroundColor      string `json:"backgroundColor"`
	ErrorValidationColor string `json:"errorValidationColor"`
	HeaderColor          string `json:"headerColor"`
	NavigationColor      string `json:"navigationColor"`
	TextColor            string `json:"textColor"`
}

// A Preview is a portal as its visitors would see it once it is published.
type Preview struct {
	PreviewStatus   string           `json:"previewStatus"` // PREVIEW_READY
	PreviewUrl      string           `json:"previewUrl,omitempty"`
	StatusException *StatusException `json:"statusException,omitempty"`
}

// A StatusException says why something could not be brought about.
type StatusException struct {
	Exception string `json:"exception,omitempty"`
	Message   string `json:"message,omitempty"`
}

// PortalCreated says that there is a new portal.
type PortalCreated struct {
	LogoUri string `json:"logoUri,omitempty"` // which no answer shows
	Portal  Portal `json:"portal"`
}

// PortalUpdated says that a portal has changed.
type PortalUpdated struct {
	LogoUri string `json:"logoUri,omitempty"` // as it is afterwards
	Portal  Portal `json:"portal"`
}

// PortalDeleted says that a portal is gone.
type PortalDeleted struct {
	PortalId string `json:"portalId"`
}

// PortalPreviewed says that a portal has a new preview.
type PortalPreviewed struct {
	Portal Portal `json:"portal"` // as it is afterwards
}

// PortalPublished says that a portal can be visited as it is now.
type PortalPublished struct {
	Portal Portal `json:"portal"` // as it is afterwards
}

// PortalDisabled says that a portal can be visited no more.
type PortalDisabled struct {
	Portal Portal `json:"portal"` // as it is afterwards
}

// PortalSubject is the subject of a portal.
func PortalSubject(id string) string { return "/portals/" + id }

// Subject is the new portal.
func (e PortalCreated) Subject() string { return PortalSubject(e.Portal.PortalId) }

// Subject is the changed portal.
func (e PortalUpdated) Subject() string { return PortalSubject(e.Portal.PortalId) }

// Subject is the portal that is gone.
func (e PortalDeleted) Subject() string { return PortalSubject(e.PortalId) }

// Subject is the preview.
func (e PortalPreviewed) Subject() string { return PortalSubject(e.Portal.PortalId) + "/preview" }

// Subject is the publication.
func (e PortalPublished) Subject() string { return PortalSubject(e.Portal.PortalId) + "/publish" }

// Subject is the publication that is gone.
func (e PortalDisabled) Subject() string { return PortalSubject(e.Portal.PortalId) + "/publish" }

// Noun is the new portal.
func (e PortalCreated) Noun() any { return e.Portal }

// Noun is the portal as it is afterwards.
func (e PortalUpdated) Noun() any { return e.Portal }

func init() {
	events.Register[PortalCreated]("apigatewayv2.PortalCreated")
	events.Register[PortalUpdated]("apigatewayv2.PortalUpdated")
	events.Register[PortalDeleted]("apigatewayv2.PortalDeleted")
	events.Register[PortalPreviewed]("apigatewayv2.PortalPreviewed")
	events.Register[PortalPublished]("apigatewayv2.PortalPublished")
	events.Register[PortalDisabled]("apigatewayv2.PortalDisabled")
}
